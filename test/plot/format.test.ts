import { expect, it } from "vitest";
import {
  formatCell,
  formatCount,
  formatDifference,
  formatNats,
  formatPercent,
  formatPower,
  formatValue,
} from "../../src/plot/format.ts";

it("groups counts by narrow no-break spaces", () => {
  expect(formatCount(7)).toBe("7");
  expect(formatCount(19193)).toBe("19\u202f193");
});

it("writes values with about three digits and a true minus", () => {
  expect([-1204.4, -12.44, -0.346, 0, 100, 9.999].map(formatValue)).toEqual([
    "−1\u202f204",
    "−12.4",
    "−0.35",
    "0",
    "100",
    "10.00",
  ]);
  expect(formatNats(-1204.4)).toBe("−1\u202f204");
});

it("writes shares as percent", () => {
  expect(formatPercent(0.1234)).toBe("12.3\u202f%");
  expect(formatPercent(1, 0)).toBe("100\u202f%");
});

it("signs differences, but for what rounds to zero", () => {
  expect([0.06, -0.123, -0.004, 0.005].map((d) => formatDifference(d))).toEqual([
    "+0.06",
    "−0.12",
    "0.00",
    "+0.01",
  ]);
});

it("writes powers of ten", () => {
  expect([-6, 0, 12].map(formatPower)).toEqual(["10⁻⁶", "10⁰", "10¹²"]);
});

it("writes numbers of any size for a table", () => {
  const said = [12, -1234, 0.123456, 1.5, -0.0000123456, 12345678.9, Number.NaN, Number.NEGATIVE_INFINITY];
  expect(said.map(formatCell)).toEqual([
    ...["12", "−1\u202f234", "0.1235", "1.5", "−1.235\u2009×\u200910⁻⁵", "1.235\u2009×\u200910⁷", "–", "−∞"],
  ]);
});
