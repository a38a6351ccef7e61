import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { compareFigures } from "../../src/gallery/figures/compare.ts";
import { evaluateFigures } from "../../src/gallery/figures/evaluate.ts";
import { exploreFigures } from "../../src/gallery/figures/explore.ts";
import { fitFigures } from "../../src/gallery/figures/fit.ts";
import { D_MODEL, fixedPicture, N_LAYERS, valueAt } from "../../src/gallery/fixed/picture.ts";
import { en } from "../../src/ui/texts/en.ts";

const report = JSON.parse(readFileSync("public/models/mini-gpt2/report.json", "utf8")) as Report;
const figures = [...exploreFigures, ...evaluateFigures(report), ...compareFigures(report), ...fitFigures];

it("shows each figure that it has words for, once", () => {
  expect(figures.map(({ id }) => id).sort()).toEqual(Object.keys(en.gallery.figures).sort());
});

describe.each(figures)("the table of $id", ({ table }) => {
  const [columns, ...rows] = table();

  it("has as many cells in every row as it has columns, each named once", () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(columns).size).toBe(columns!.length);
    expect(rows.every((row) => row.length === columns!.length)).toBe(true);
  });

  it("has numbers that are numbers", () => {
    expect(rows.flat().filter((cell) => typeof cell === "number" && !Number.isFinite(cell))).toEqual([]);
  });
});

describe("fixed data", () => {
  it("is a picture that agrees with itself", () => {
    for (let layer = 0; layer < N_LAYERS; layer++) {
      const { sentence, cutoffs, tails, quantiles } = fixedPicture(layer);
      const step = (sentence.max - sentence.min) / (sentence.y.length - 1);
      const area = sentence.y.reduce((sum, y) => sum + y * step, 0);
      expect(area).toBeGreaterThan(0.99);
      expect(area).toBeLessThan(1.001);
      const values = Array.from({ length: D_MODEL }, (_, dimension) => valueAt(layer, dimension));
      expect(Float32Array.from(values).sort()).toEqual(quantiles);
      const beyond = values.filter((value) => value <= cutoffs.left || value >= cutoffs.right);
      expect(tails.length).toBe(beyond.length);
      for (const { dimension, value } of tails) expect(value).toBe(values[dimension]);
    }
  });
});
