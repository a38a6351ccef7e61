import { expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { contributionCellAt, contributionLayout, rankTicks } from "../../src/plot/contributionLayout.ts";
import {
  contributionMapDocument,
  contributionTable,
  readContribution,
} from "../../src/plot/contributionMap.ts";
import { type Contributions, contributionRows } from "../../src/plot/contributionRows.ts";
import { divergingScale } from "../../src/plot/diverging.ts";
import { lightTheme } from "../../src/plot/theme.ts";

const [nClasses, nLayers] = [6, 4];
const random = seededRandom(5);
const byLayer = Float32Array.from({ length: nClasses * nLayers }, () => -1000 - 80 * random());
const total = (c: number) => byLayer.slice(c * nLayers, (c + 1) * nLayers).reduce((a, b) => a + b, 0);
const order = Array.from({ length: nClasses }, (_, c) => c).sort((a, b) => total(b) - total(a));
const classes = order.map((_, c) => [`about topic ${c}`, "in a kind tone"]);
const data: Contributions = { classes, byLayer, nLayers, best: order[0]!, order };

it("divides each class's gap to the guess among the layers", () => {
  const rows = contributionRows(data);
  expect([...rows[0]!]).toEqual([0, 0, 0, 0]);
  order.forEach((c, i) => {
    const sum = rows[i]!.reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(total(c) - total(order[0]!), 3);
    expect(sum).toBeLessThanOrEqual(0);
  });
  expect(contributionRows({ ...data, byLayer: new Float32Array() })).toEqual([]);
});

it("reads a cell with its gap, and the guess by itself", () => {
  const rows = contributionRows(data);
  expect(readContribution(data, rows, { row: 2, column: 0 })).toContain("the guess: layer 2");
  const words = readContribution(data, rows, { row: 1, column: 3 });
  expect(words).toMatch(
    /^topic \d · kind, layer 1: [+−]\d+(\.\d)? nats against the guess; −\d+(\.\d)? over all layers\.$/,
  );
});

it("stands in its place: every cell is found, and nothing outside", () => {
  const labels = Array.from({ length: 120 }, (_, i) => `s${Math.floor(i / 12)} · a${i % 12}`);
  const layout = contributionLayout(labels, 36, { width: 400, height: 220 });
  expect(layout.left + layout.columns * layout.cellWidth).toBeLessThanOrEqual(400);
  expect(layout.top + layout.rows * layout.cellHeight).toBeLessThanOrEqual(220);
  const middle = (row: number, column: number) =>
    contributionCellAt(
      layout,
      layout.left + (column + 0.5) * layout.cellWidth,
      layout.top + (row + 0.5) * layout.cellHeight,
    );
  expect(middle(0, 0)).toEqual({ row: 0, column: 0 });
  expect(middle(35, 119)).toEqual({ row: 35, column: 119 });
  expect(middle(36, 0)).toBeUndefined();
  expect(middle(0, 120)).toBeUndefined();
});

it("names classes where they have room, else their groups, else ranks", () => {
  const grouped = Array.from({ length: 120 }, (_, i) => `s${Math.floor(i / 12)} · a${i % 12}`);
  const mixed = Array.from({ length: 120 }, (_, i) => `s${i % 10} · a${i % 12}`);
  const which = (labels: string[], width: number) =>
    contributionLayout(labels, 12, { width, height: 200 }).labels;
  expect(which(grouped, 1400)).toBe("all");
  expect(which(grouped, 900)).toBe("groups");
  expect(which(mixed, 900)).toBe("ranks");
  expect(which(grouped, 300)).toBe("ranks");
  expect(rankTicks(120, 354)).toEqual([1, 20, 40, 60, 80, 100, 120]);
});

it("ends its colours at the 95th percentile and says that something lies beyond", () => {
  const values = [...Array.from({ length: 99 }, (_, i) => (i % 2 ? 1 : -1) * (i / 99)), -500];
  const scale = divergingScale(values, lightTheme);
  expect(scale.limit).toBeGreaterThan(0.9);
  expect(scale.limit).toBeLessThan(1);
  expect(scale.clipped).toEqual({ below: true, above: true });
  expect(scale.color(-500)).toBe(scale.color(-scale.limit));
  expect(scale.color(-1)).not.toBe(scale.color(1));
  expect(divergingScale([], lightTheme).color(0)).toBe(divergingScale([0], lightTheme).color(0));
  const soft = divergingScale(values, lightTheme, 0.5);
  expect(soft.color(soft.limit / 4)).toBe(scale.color(scale.limit / 2));
});

it("draws a cell for every class and layer but the guess's own", () => {
  const svg = contributionMapDocument(data, { width: 600, height: 300, theme: lightTheme, title: "Layers" });
  const ramp = 72;
  const others = 2; // ground and title have no more than the ground's one; the frame of the map and of the ramp are frames
  const rects = svg.split("<rect").length - 1;
  expect(rects).toBe((nClasses - 1) * nLayers + ramp + 1 + others);
  expect(svg).toContain(">Layers</text>");
});

it("gives every number unrounded", () => {
  const table = contributionTable(data);
  expect(table).toHaveLength(1 + nClasses * nLayers);
  const c = order[2]!;
  expect(table[1 + 2 * nLayers + 3]).toEqual([
    `topic ${c} · kind`,
    3,
    byLayer[c * nLayers + 3],
    byLayer[c * nLayers + 3]! - byLayer[order[0]! * nLayers + 3]!,
  ]);
});
