import { describe, expect, it } from "vitest";
import { matricesSvg } from "../../src/plot/confusionExport.ts";
import { readCell } from "../../src/plot/confusionFigure.ts";
import { type ConfusionLevel, cellAt, confusionLayout, moveCell } from "../../src/plot/confusionLayout.ts";
import { confusionSvg } from "../../src/plot/confusionSvg.ts";
import { textWidth } from "../../src/plot/textWidth.ts";
import { lightTheme } from "../../src/plot/theme.ts";

const small: ConfusionLevel = {
  name: "subject",
  labels: ["music", "effective altruism", "poetry"],
  confusion: [
    [5, 1, 0],
    [0, 4, 2],
    [1, 0, 1234],
  ],
};

const subjects = Array.from({ length: 10 }, (_, i) => `subject ${i}`);
const pairs: ConfusionLevel = {
  name: "pair",
  labels: subjects.flatMap((s) => Array.from({ length: 12 }, (_, a) => `${s} · attribute ${a}`)),
  confusion: Array.from({ length: 120 }, (_, i) => Array.from({ length: 120 }, (_, j) => (i === j ? 12 : 0))),
};

describe("layout", () => {
  it("gives the exported matrix every label at a size that can be read", () => {
    const layout = confusionLayout(pairs, { title: "t" });
    expect(layout.labels).toBe("all");
    expect(layout.fontSize).toBeGreaterThanOrEqual(10);
    expect(layout.fontSize).toBeLessThan(layout.cell);
    for (const label of pairs.labels) {
      expect(textWidth(label, layout.fontSize)).toBeLessThanOrEqual(layout.labelSpace);
    }
    expect(layout.left).toBeGreaterThan(layout.labelSpace);
    expect(layout.height - layout.top - layout.n * layout.cell).toBeGreaterThan(layout.labelSpace);
  });

  it("names groups where single classes have no room, and else every so manieth class", () => {
    const layout = confusionLayout(pairs, { title: "", cellSize: 6 });
    expect(layout.labels).toBe("groups");
    expect(layout.groups.map(({ label }) => label)).toEqual(subjects);
    const plain = { ...pairs, labels: pairs.labels.map((_, i) => `class ${i}`) };
    expect(confusionLayout(plain, { title: "", cellSize: 6 }).labels).toBe("some");
    const mixed = { ...pairs, labels: [...pairs.labels.slice(60), ...pairs.labels.slice(0, 60).reverse()] };
    const apart = { ...mixed, labels: mixed.labels.map((_, i) => mixed.labels[(i * 7) % 120]!) };
    expect(confusionLayout(apart, { title: "", cellSize: 6 }).groups).toEqual([]);
  });

  it("wraps a long title rather than cutting it", () => {
    const title = "tailscope-mini · tails only · held-out sentences · n = 1 440 · seed 42";
    const layout = confusionLayout(small, { title, cellSize: 20 });
    expect(layout.title.length).toBeGreaterThan(1);
    expect(layout.title.join(" ")).toBe(title);
  });
});

describe("cells", () => {
  const layout = confusionLayout(small, { title: "t", cellSize: 20 });

  it("are found from a point and left outside the matrix", () => {
    expect(cellAt(layout, layout.left + 45, layout.top + 5)).toEqual({ row: 0, column: 2 });
    expect(cellAt(layout, layout.left - 1, layout.top + 5)).toBeUndefined();
    expect(cellAt(layout, layout.left + 60, layout.top + 5)).toBeUndefined();
  });

  it("are walked by keys, within the matrix", () => {
    const from = { row: 1, column: 1 };
    expect(moveCell(from, "ArrowUp", 3)).toEqual({ row: 0, column: 1 });
    expect(moveCell(from, "End", 3)).toEqual({ row: 1, column: 2 });
    expect(moveCell(from, "PageDown", 3)).toEqual({ row: 2, column: 1 });
    expect(moveCell({ row: 0, column: 0 }, "ArrowLeft", 3)).toEqual({ row: 0, column: 0 });
    expect(moveCell(from, "x", 3)).toBeUndefined();
  });

  it("are read with rows true and columns predicted", () => {
    expect(readCell(small, { row: 1, column: 2 })).toEqual({
      row: 1,
      column: 2,
      trueLabel: "effective altruism",
      predictedLabel: "poetry",
      count: 2,
      place: { row: 1, column: 2 },
    });
  });
});

describe("export", () => {
  it("writes every label, count and the title into the SVG, escaped", () => {
    const svg = confusionSvg(
      { ...small, labels: ["a<b", "c&d", "poetry"] },
      { theme: lightTheme, title: "n = 3" },
    );
    for (const text of [">a&lt;b<", ">c&amp;d<", ">poetry<", ">n = 3<", ">1\u202f234<"]) {
      expect(svg).toContain(text);
    }
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  });

  it("writes matrices side by side as one document, every label in each", () => {
    const matrices = ["all values", "tails only"].map((title) => ({ level: small, title }));
    const svg = matricesSvg(matrices, lightTheme);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg.match(/>effective altruism</g)).toHaveLength(4); // a row and a column in each
    expect(svg).toContain(">tails only<");
    const [, width] = /width="(\d+)"/.exec(svg)!;
    expect(Number(width)).toBe(2 * confusionLayout(small, { title: "tails only" }).width + 24);
  });

  it("draws no cell of a large matrix that is empty", () => {
    const svg = confusionSvg(pairs, { theme: lightTheme, title: "" });
    expect(svg.match(/<rect/g)!.length).toBeLessThan(120 + 200);
  });
});
