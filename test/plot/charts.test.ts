import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { toCsv } from "../../src/core/csv.ts";
import { moveCell } from "../../src/plot/confusionLayout.ts";
import { layerCsv, layerSeries, layerTicks } from "../../src/plot/layerCurve.ts";
import { reliabilityCsv } from "../../src/plot/reliabilityCurve.ts";
import { sinkCsv } from "../../src/plot/sinkHistogram.ts";
import { readTailCell, tailMapCsv, tailMapSvg } from "../../src/plot/tailMapFigure.ts";
import { type LabelledTailMap, tailCellAt, tailMapLayout } from "../../src/plot/tailMapLayout.ts";
import { textWidth } from "../../src/plot/textWidth.ts";
import { lightTheme } from "../../src/plot/theme.ts";

const report = JSON.parse(readFileSync("public/models/mini-gpt2/report.json", "utf8")) as Report;
const layers = [0, 1].map((layer) => ({
  layer,
  macroF1: 0.1 + layer,
  levels: [{ name: "subject", macroF1: 0.3 + layer }],
}));

describe("F1 by layer", () => {
  const { layers: _, ...tails } = report.modes.tails!;
  const whole = { ...report, modes: { full: { ...report.modes.full!, layers }, tails } };

  it("takes the level's scores, the pairs' for pairs, and no mode without them", () => {
    expect(layerSeries(whole, "subject")).toEqual([
      {
        mode: "full",
        points: [
          { layer: 0, f1: 0.3 },
          { layer: 1, f1: 1.3 },
        ],
      },
    ]);
    expect(layerSeries(whole, "pair")[0]!.points[1]!.f1).toBeCloseTo(1.1);
    expect(layerSeries({ ...report, modes: { tails } }, "pair")).toEqual([]);
  });

  it("marks whole layers, so that their numbers do not meet", () => {
    expect(layerTicks(3, 400)).toEqual([0, 1, 2, 3]);
    expect(layerTicks(35, 400)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32]);
    expect(layerTicks(0, 30)).toEqual([0]);
  });

  it("is written as numbers", () => {
    expect(toCsv(layerCsv(layerSeries(whole, "subject")))).toBe("layer,macro_f1_full\r\n0,0.3\r\n1,1.3\r\n");
  });
});

describe("tail map", () => {
  const labels = [0, 1].flatMap((s) => [0, 1, 2].map((a) => `subject ${s} · attribute ${a}`));
  const table = (at: (row: number, layer: number) => number) =>
    labels.map((_, row) => [0, 1, 2, 3].map((layer) => at(row, layer)));
  const map: LabelledTailMap = {
    labels,
    floorShare: table((row, layer) => (row + layer) / 10),
    meanTailCount: table((row, layer) => row * layer),
  };

  it.each([316, 700, 1400])("fits a width of %i px", (width) => {
    const layout = tailMapLayout(map, { width });
    expect(layout.left + layout.columns * layout.cellWidth).toBeLessThanOrEqual(width);
    expect(layout.top + layout.rows * layout.cellHeight).toBeLessThan(layout.height);
  });

  it("names groups, or none, where single classes have no room", () => {
    const many = (n: number, name: (i: number) => string): LabelledTailMap => ({
      labels: Array.from({ length: n }, (_, i) => name(i)),
      floorShare: Array.from({ length: n }, () => [0, 1]),
      meanTailCount: Array.from({ length: n }, () => [0, 1]),
    });
    expect(tailMapLayout(map, { width: 700 }).labels).toBe("all");
    const grouped = many(120, (i) => `subject ${Math.floor(i / 12)} · ${i % 12}`);
    expect(tailMapLayout(grouped, { width: 700 }).labels).toBe("groups");
    const single = many(2000, (i) => `class ${i}`);
    expect(tailMapLayout(single, { width: 700 }).labels).toBe("none");
    expect(tailMapLayout(single, { width: 700, everyLabel: true }).labels).toBe("all");
  });

  it("finds and reads the cell under a point: rows classes, columns layers", () => {
    const layout = tailMapLayout(map, { width: 700 });
    const { left, top, cellWidth, cellHeight } = layout;
    expect(tailCellAt(layout, left + 2.5 * cellWidth, top + 4.5 * cellHeight)).toEqual({ row: 4, column: 2 });
    expect(tailCellAt(layout, left + 4.1 * cellWidth, top + 1)).toBeUndefined();
    expect(readTailCell(map, { row: 4, column: 2 })).toEqual({
      ...{ label: labels[4], layer: 2 },
      ...{ floorShare: 0.6, meanTailCount: 8 },
    });
  });

  it("is walked by keys, as far as its own edges", () => {
    expect(moveCell({ row: 5, column: 3 }, "ArrowRight", 6, 4)).toEqual({ row: 5, column: 3 });
    expect(moveCell({ row: 0, column: 0 }, "End", 6, 4)).toEqual({ row: 0, column: 3 });
    expect(moveCell({ row: 5, column: 3 }, "ArrowDown", 6, 4)).toEqual({ row: 5, column: 3 });
  });

  it("is exported with every label, a rectangle for each cell, and all its numbers", () => {
    const svg = tailMapSvg(map, "Title <here>", lightTheme);
    for (const label of labels) expect(svg).toContain(`>${label}<`);
    expect(svg).toContain("Title &lt;here&gt;");
    expect(svg.match(/<rect/g)!.length).toBeGreaterThanOrEqual(24);
    const rows = tailMapCsv(map);
    expect(rows).toHaveLength(1 + 24);
    expect(rows.at(-1)).toEqual([labels[5], 3, 0.8, 15]);
    expect(textWidth(labels[0]!, 11)).toBeLessThan(960 * 0.4);
  });
});

it("histogram and reliability are written as numbers", () => {
  const histogram = { edges: [0, 2, 4], counts: [7, 1] };
  expect(sinkCsv([{ mode: "tails", histogram }])).toEqual([
    ["mode", "guessed_from", "guessed_to", "pairs"],
    ["tails", 0, 2, 7],
    ["tails", 2, 4, 1],
  ]);
  const calibration = { temperature: 900, nFitted: 5, nJudged: 5, eceBefore: 0.9, ece: 0.1 };
  const reliability = [{ confidence: 0.2, accuracy: 0.25, n: 4 }];
  expect(reliabilityCsv({ ...calibration, reliability })[1]).toEqual([0.2, 0.25, 4]);
});
