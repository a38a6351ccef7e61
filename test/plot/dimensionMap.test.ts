import { expect, it } from "vitest";
import type { DimensionProfile, LayerSketch } from "../../src/core/api.ts";
import type { TailValue } from "../../src/core/seams.ts";
import { DIMENSION_WORDS, dimensionMapDocument } from "../../src/plot/dimensionMap.ts";
import { dimensionCellAt, dimensionMapLayout } from "../../src/plot/dimensionMapLayout.ts";
import { dimensionTable, livingDimensions, standing } from "../../src/plot/dimensionStanding.ts";
import { markShare } from "../../src/plot/paintDimensionMap.ts";
import { lightTheme } from "../../src/plot/theme.ts";

const curve = { min: -1, max: 1, y: new Float32Array(2) };

function sketch(layer: number, ...tails: [dimension: number, value: number][]): LayerSketch {
  const list: TailValue[] = tails.map(([dimension, value]) => ({ dimension, value }));
  return {
    ...{ layer, sentence: curve, cutoffs: { left: -1, right: 1 }, tailCount: list.length, count: 8 },
    ...{ tails: list, tokenTails: [] },
  };
}

const sketches = [sketch(0, [5, -40], [2, 9]), undefined, sketch(2, [7, 300], [5, 20], [5, -8])];

/** 3 layers of 8 dimensions. */
const profile: DimensionProfile = {
  ...{ dataName: "made up", nSentences: 240 },
  mean: Float32Array.from({ length: 24 }, (_, i) => (i === 5 ? -30 : 0)),
  std: Float32Array.from({ length: 24 }, (_, i) => (i === 23 ? 0 : 4)),
  tailShare: Float32Array.from({ length: 24 }, (_, i) => (i === 5 ? 0.99 : 0.05)),
};

it("puts those that live in most layers first, of these the greatest", () => {
  expect(livingDimensions(sketches)).toEqual([
    { dimension: 5, nLayers: 2, greatest: 40 },
    { dimension: 7, nLayers: 1, greatest: 300 },
    { dimension: 2, nLayers: 1, greatest: 9 },
  ]);
});

it("holds a value against the same dimension's in other sentences", () => {
  expect(standing({ dimension: 5, value: -40 }, 0, 8, profile)).toEqual({
    ...{ z: -2.5, tailShare: Math.fround(0.99), nSentences: 240 },
  });
  expect(standing({ dimension: 7, value: 300 }, 2, 8, profile)!.z).toBeUndefined();
  expect(standing({ dimension: 5, value: 1 }, 0, 8, undefined)).toBeUndefined();
});

it("reads a cell as a person would say it", () => {
  const at = { z: -0.4, tailShare: 0.99, nSentences: 240 };
  expect(DIMENSION_WORDS.reading(138, 3, -428, at)).toBe(
    "Dimension 138, layer 3: −428, z = −0.40 of 240 sentences; in the tails in 99\u202f% of them.",
  );
  expect(DIMENSION_WORDS.reading(138, 3, -428, undefined)).toBe("Dimension 138, layer 3: −428.");
});

it("shows as many dimensions as fit and says how many more there are", () => {
  const many = [sketch(0, ...Array.from({ length: 90 }, (_, i) => [i, 90 - i] as [number, number]))];
  const narrow = dimensionMapLayout(many, { width: 400, height: 150 });
  expect(narrow.dimensions.length + narrow.more).toBe(90);
  expect(narrow.more).toBeGreaterThan(0);
  expect(narrow.left + narrow.dimensions.length * narrow.cellWidth).toBeLessThan(400 - 60);
  expect(dimensionMapLayout(many, { width: 1400, height: 150 }).more).toBe(0);
});

it("knows the cell under a point", () => {
  const layout = dimensionMapLayout(sketches, { width: 400, height: 150 });
  const { left, top, cellWidth, cellHeight } = layout;
  expect(dimensionCellAt(layout, left + 1.5 * cellWidth, top + 2.5 * cellHeight)).toEqual({
    row: 2,
    column: 1,
  });
  expect(dimensionCellAt(layout, left - 2, top)).toBeUndefined();
  expect(dimensionCellAt(layout, left + 3.5 * cellWidth, top)).toBeUndefined();
});

it("draws the unusual larger", () => {
  const share = (z: number) => markShare({ z, tailShare: 0.5, nSentences: 9 });
  expect([0, 1, -2, 4].map(share)).toEqual([...[0, 1, -2, 4].map(share)].sort((a, b) => a - b));
  expect(share(400)).toBe(share(4));
});

it("writes a document with the dimensions' names, framing what is special or always there", () => {
  const options = { width: 700, height: 150, theme: lightTheme, selected: 0, dModel: 8 };
  const plain = dimensionMapDocument(sketches, options);
  for (const dimension of [5, 7, 2]) expect(plain).toContain(`>${dimension}</text>`);
  const full = dimensionMapDocument(sketches, { ...options, profile, title: "Tail map" });
  expect(full).toContain(">Tail map</text>");
  const frames = (svg: string, colour: string) => svg.split(`stroke="${colour}"`).length - 1;
  // [5, layer 0] is always there, four others are rare; one more of each in the legend, and the ramp's border
  expect(frames(full, lightTheme.accent)).toBe(3 + 1);
  expect(frames(full, lightTheme.faded)).toBe(1 + 1 + 1);
  expect(frames(plain, lightTheme.accent)).toBe(0);
});

it("gives every tail value with its standing, unrounded", () => {
  expect(dimensionTable(sketches)[1]).toEqual([5, 0, -40, "", ""]);
  const table = dimensionTable(sketches, profile);
  expect(table[0]).toEqual(["dimension", "layer", "value", "z", "tail_share"]);
  expect(table[1]).toEqual([5, 0, -40, -2.5, Math.fround(0.99)]);
  expect(table).toHaveLength(6);
});
