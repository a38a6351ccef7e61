import { describe, expect, it } from "vitest";
import { type ConfusionLevel, cellAt, confusionLayout } from "../../src/plot/confusionLayout.ts";
import { fitLabel } from "../../src/plot/labels.ts";
import { leastSpan, zoomWindow } from "../../src/plot/matrixWindow.ts";
import { cellBox, paintConfusion, placedLabels } from "../../src/plot/paintConfusion.ts";
import type { Surface } from "../../src/plot/surface.ts";
import { textWidth } from "../../src/plot/textWidth.ts";
import { darkTheme } from "../../src/plot/theme.ts";

const N = 120;
const names = ["economics", "american football", "effective altruism", "poetry", "music"];
const pairs: ConfusionLevel = {
  name: "pair",
  labels: Array.from({ length: N }, (_, i) => `${names[Math.floor(i / 24)]} · attribute ${i % 24}`),
  confusion: Array.from({ length: N }, (_, i) =>
    Array.from({ length: N }, (_, j) => (i === j ? 12 : (i * j) % 3)),
  ),
};
const unordered: ConfusionLevel = {
  ...pairs,
  labels: pairs.labels.map((_, i) => pairs.labels[(i * 7) % N]!),
};

/** What is painted, in words. */
function painted(level: ConfusionLevel, layout: ReturnType<typeof confusionLayout>) {
  const [rects, texts]: [number[][], { text: string; x: number; y: number; size: number }[]] = [[], []];
  const surface: Surface = {
    rect: (x, y, width, height) => rects.push([x, y, width, height]),
    frame: () => {},
    text: (text, x, y, { size }) => texts.push({ text, x, y, size }),
  };
  paintConfusion(surface, level, layout, darkTheme);
  return { rects, texts };
}

const places = [
  { width: 620, height: 590 },
  { width: 358, height: 780 },
  { width: 430, height: 590 },
];

describe.each(places)("on $width × $height px", (fit) => {
  const whole = confusionLayout(pairs, { title: "", fit });
  const spans = [N, 70, 40, 20, leastSpan(N, whole.side)];

  it("fits its place, and keeps it while it is enlarged", () => {
    expect(whole.width).toBeLessThanOrEqual(fit.width);
    expect(whole.height).toBeLessThanOrEqual(fit.height);
    for (const span of spans) {
      const layout = confusionLayout(pairs, { title: "", fit, window: { x: 3.5, y: 9, span } });
      for (const key of ["width", "height", "left", "top", "side"] as const)
        expect(layout[key]).toBe(whole[key]);
      expect(layout.cell).toBeCloseTo(whole.side / span);
    }
  });

  it.each([pairs, unordered])("has labels at every size that stay apart and inside", (level) => {
    for (const span of spans) {
      const window = { x: 3.5, y: 9, span: Math.min(span, N) };
      const layout = confusionLayout(level, {
        title: "",
        fit,
        window: span === N ? { x: 0, y: 0, span: N } : window,
      });
      const labels = placedLabels(level, layout, layout.window.y);
      expect(labels.length).toBeGreaterThan(layout.labels === "groups" ? 0 : 4);
      labels.forEach(({ middle, label }, i) => {
        expect(middle).toBeGreaterThanOrEqual(0);
        expect(middle).toBeLessThanOrEqual(layout.side);
        if (i > 0)
          expect(middle - labels[i - 1]!.middle).toBeGreaterThanOrEqual(
            Math.min(11, layout.cell * 24) - 0.01,
          );
        const cut = fitLabel(label, layout.fontSize, layout.labelSpace);
        expect(textWidth(cut, layout.fontSize)).toBeLessThanOrEqual(layout.labelSpace + 0.01);
      });
      expect(layout.fontSize).toBeGreaterThanOrEqual(9);
    }
    const near = confusionLayout(level, { title: "", fit, window: { x: 0, y: 0, span: spans.at(-1)! } });
    expect(near.labels).toBe("all");
  });

  it("paints nothing of the matrix outside its square, and counts where they fit", () => {
    const window = zoomWindow(whole.window, 9, { x: 0.31, y: 0.77 }, N, spans.at(-1)!);
    const layout = confusionLayout(pairs, { title: "", fit, window });
    const { rects, texts } = painted(pairs, layout);
    const [left, top, right, bottom] = [
      layout.left,
      layout.top,
      layout.left + layout.side,
      layout.top + layout.side,
    ];
    const cells = rects.slice(1).filter(([, y]) => y! >= top - 1);
    for (const [x, y, width, height] of cells) {
      expect(x!).toBeGreaterThanOrEqual(left - 1);
      expect(x! + width!).toBeLessThanOrEqual(right + 1);
      expect(y! + height!).toBeLessThanOrEqual(bottom + 1);
    }
    const counts = texts.filter(({ text, x, y }) => /^\d+$/.test(text) && x > left && y > top && y < bottom);
    expect(counts.length).toBeGreaterThan(10);
    expect(
      painted(pairs, whole)
        .texts.filter(({ y }) => y > top && y < bottom)
        .every(({ x }) => x < left),
    ).toBe(true);
  });
});

it("finds the cell under a point wherever the matrix is enlarged, and draws it there", () => {
  const fit = { width: 620, height: 590 };
  const layout = confusionLayout(pairs, { title: "", fit, window: { x: 30.25, y: 70.5, span: 12 } });
  const { x, y, width, height } = cellBox(layout, { row: 75, column: 33 });
  expect(width).toBeCloseTo(layout.cell);
  expect(cellAt(layout, x + width / 2, y + height / 2)).toEqual({ row: 75, column: 33 });
  expect(cellAt(layout, layout.left + 0.5, layout.top + 0.5)).toEqual({ row: 70, column: 30 });
  expect(cellAt(layout, layout.left - 1, layout.top + 5)).toBeUndefined();
  expect(cellAt(layout, layout.left + layout.side + 1, layout.top + 5)).toBeUndefined();
  expect(cellBox(layout, { row: 10, column: 33 }).height).toBe(0);
  const cutOff = cellBox(layout, { row: 70, column: 30 });
  expect([cutOff.width, cutOff.height].map((part) => part / layout.cell)).toEqual([
    expect.closeTo(0.75),
    expect.closeTo(0.5),
  ]);
});

it("cuts both categories of a label, so that neither is lost", () => {
  const cut = fitLabel("american football · upper case", 11, 110);
  expect(cut).toMatch(/^a\w*.*… · u.*…?$/);
  expect(fitLabel("poetry · upper case and more", 11, 110)).toMatch(/^poetry · upper.*…$/);
  expect(fitLabel("american football · kind", 11, 100)).toMatch(/^amer.*… · kind$/);
  expect(fitLabel("music · kind", 11, 400)).toBe("music · kind");
  expect(fitLabel("upper case", 11, 40)).toMatch(/…$/);
});
