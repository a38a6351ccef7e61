import { scaleLinear } from "d3-scale";
import { expect, it } from "vitest";
import { linearTicks, powerTicks } from "../../src/plot/axes.ts";
import { linePath } from "../../src/plot/curvePath.ts";
import { cutoffLabels } from "../../src/plot/cutoffLabels.ts";
import { dodge } from "../../src/plot/dodge.ts";
import { f1Domain } from "../../src/plot/f1Dumbbells.ts";
import { legendPlaces } from "../../src/plot/legend.ts";
import { step } from "../../src/plot/step.ts";
import { fitText, textWidth, wrapText } from "../../src/plot/textWidth.ts";

it("moves marks that would cover one another to the next row", () => {
  expect(dodge([0, 3, 6, 20, 21], 5, 3)).toEqual([0, 1, 0, 0, 1]);
  expect(dodge([0, 0, 0, 0], 5, 2)).toEqual([0, 1, 0, 0]);
});

it("puts legend entries on as many rows as the width needs", () => {
  const labels = ["this sentence", "predicted: music · kind", "all training sentences"];
  expect(legendPlaces(labels, 900, 11).map(({ row }) => row)).toEqual([0, 0, 0]);
  const narrow = legendPlaces(labels, 160, 11);
  expect(narrow.map(({ row, x }) => [row, x])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
});

it("writes cut-offs outward of their lines, inside the frame, on two rows where they would meet", () => {
  const x = scaleLinear([-100, 100], [0, 400]);
  const cut = (left: number, right: number) =>
    cutoffLabels(
      [
        { side: "left", value: left, found: true, place: "inside" },
        { side: "right", value: right, found: true, place: "inside" },
      ],
      x,
      [0, 400],
    );
  const apart = cut(-30, 30);
  expect(apart[0]!.x).toBeLessThan(x(-30));
  expect(apart[1]!.x).toBeGreaterThan(x(30));
  expect(apart.map(({ row }) => row)).toEqual([0, 0]);
  const edge = cut(-95, -94);
  expect(edge.every((label) => label.x >= 0)).toBe(true);
  expect(edge.map(({ row }) => row)).toEqual([0, 1]);
});

it("says where a cut-off is that is off the axis, and when none was found", () => {
  const texts = cutoffLabels(
    [
      { side: "left", value: -900, found: false, place: "below" },
      { side: "right", value: 900, found: true, place: "above" },
    ],
    scaleLinear([-100, 100], [0, 400]),
    [0, 400],
  ).map(({ text }) => text);
  expect(texts).toEqual(["← no left cut-off found", "cut-off 900 →"]);
});

it("keeps powers of ten apart", () => {
  const y = (value: number) => -10 * Math.log10(value);
  expect(powerTicks([1e-6, 2e-3], y, 8).map(({ label }) => label)).toEqual(["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"]);
  expect(powerTicks([1e-6, 2e-3], y, 18).map(({ label }) => label)).toEqual(["10⁻⁶", "10⁻⁴"]);
});

it("writes linear ticks with a true minus", () => {
  const labels = linearTicks(scaleLinear([-2000, 2000], [0, 300]), 64).map(({ label }) => label);
  expect(labels).toEqual(["−2\u202f000", "−1\u202f000", "0", "1\u202f000", "2\u202f000"]);
});

it("draws a curve as far as the frame and one point beyond", () => {
  const curve = { min: 0, max: 10, y: new Float32Array(11) };
  const same = (value: number) => value;
  expect(linePath(curve, [2.5, 4.5], same, same)).toBe("M2,0L3,0L4,0L5,0");
  expect(linePath(curve, [20, 30], same, same)).toBe("");
});

it("moves among marks by keys", () => {
  expect(step("ArrowRight", undefined, 5)).toBe(0);
  expect(step("ArrowRight", 4, 5)).toBe(4);
  expect(step("ArrowLeft", 0, 5)).toBe(0);
  expect(step("End", 1, 5)).toBe(4);
  expect(step("a", 1, 5)).toBeUndefined();
  expect(step("Home", undefined, 0)).toBeUndefined();
});

it("cuts and wraps texts to a width", () => {
  expect(fitText("short", 10, 500)).toBe("short");
  const cut = fitText("american football · upper case", 10, 80);
  expect(cut.endsWith("…")).toBe(true);
  expect(textWidth(cut, 10)).toBeLessThanOrEqual(80);
  expect(textWidth("日本語", 10)).toBe(30);
  expect(wrapText("one two three", 10, 45)).toEqual(["one two", "three"]);
  expect(wrapText("", 10, 45)).toEqual([]);
});

it("starts F1 at zero and ends it at the best score or its interval", () => {
  const score = (f1: number, high?: number) =>
    high === undefined ? { f1 } : { f1, interval: { low: 0, high } };
  expect(f1Domain([{ label: "a", full: score(0.3, 0.42), tails: score(0.4) }])).toEqual([0, 0.42]);
  expect(f1Domain([{ label: "a", full: score(0), tails: score(0) }])).toEqual([0, 0.01]);
});
