import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { logLikelihood } from "../../src/core/logLikelihood.ts";
import { moments } from "../../src/core/moments.ts";
import { type ErrorRow, errorsToMarkdown, worstOfOurs } from "../../tools/bench/gpu/errors/errorTable.ts";
import { plainKde, plainLogLikelihood, plainStd } from "../../tools/bench/gpu/errors/plain.ts";
import { exactSum, pairwiseSum, runningSum } from "../../tools/bench/gpu/errors/sums.ts";
import { achieved, isRight, type KernelRow } from "../../tools/bench/gpu/kernelRow.ts";
import { duration, toLine, toMarkdown, withPrefix } from "../../tools/bench/gpu/kernelTable.ts";
import { vulkanPlaces } from "../../tools/bench/gpu/vulkanPlaces.ts";
import * as work from "../../tools/bench/gpu/work.ts";
import { maxRelativeError } from "../support/close.ts";
import { normalBag } from "../support/normal.ts";

/** Float operations in the body of a WGSL function: + - * / between spaces. */
function operators(file: string, name: string): number {
  const code = readFileSync(join(import.meta.dirname, "../../src/gpu", file), "utf8");
  const body = new RegExp(`fn ${name}\\(.*?\\{(.*?)\\n\\}`, "s").exec(code)![1]!;
  return body.match(/ [-+*/] /g)!.length;
}

describe("what a kernel moves and computes", () => {
  const [twoSum, add] = [operators("sum.wgsl", "twoSum"), operators("sum.wgsl", "add")];

  it("counts a sum in two floats as sum.wgsl has it", () => {
    expect([twoSum, add]).toEqual([6, 2]); // `add` calls twoSum
    expect(work.addSlicesWork(3, 5)).toMatchObject({
      flop: (3 * (18 + twoSum + add) + 1) * 5,
      bytes: 3 * 5 * 8 + 5 * 4 + 5 * 8,
    });
    expect(work.topKWork(2, 3, 1)).toMatchObject({ flop: 2 * (3 * 8 + 1), bytes: 6 * 8 + 5 * 4 + 8 });
  });

  it("counts an exact KDE by value and point, its numbers once", () => {
    expect(work.kdeWork(7, 11)).toMatchObject({ flop: 8 * 77, bytes: 4 * (7 + 5 + 11) });
    expect(work.bagKdeWork(7, 11, 640)).toMatchObject({ flop: 16 * 77, bytes: 4 * 18 + 640 });
  });

  it("counts passes over a bag by value", () => {
    expect(work.momentsWork(10)).toMatchObject({ flop: (10 + 19) * 10, bytes: 4 * (10 + 6) });
    expect(work.bagExtentWork(10, 512)).toMatchObject({ flop: 100, bytes: 552 });
    expect(work.bagSpreadWork(10, 512)).toMatchObject({ flop: 330, bytes: 552 });
    expect(work.tailMaskWork(10, 2)).toMatchObject({ flop: 20, bytes: 40 + 4 + 16 });
    expect(work.tokenTailsWork(2, 5, false)).toMatchObject({ flop: 20, bytes: 40 + 8 });
    expect(work.tokenTailsWork(2, 5, true)).toMatchObject({ flop: (1 + 9 + 11 + 2) * 10, bytes: 40 + 8 });
  });

  it("counts pooling by what it reads: each token once", () => {
    const one = work.poolingWork({ vectors: 3, rows: 1, dModel: 5 }, true, 0);
    expect(one).toMatchObject({ flop: (8 + 14 + 8) * 15, bytes: 4 * (15 + 15) });
    const plain = work.poolingWork({ vectors: 3, rows: 1, dModel: 5 }, false, 0);
    expect(plain.flop).toBe(8 * 15);
    const mean = work.poolingWork({ vectors: 3, rows: 4, dModel: 5 }, true, 16);
    expect(mean).toMatchObject({ flop: (30 + 3 * 8 + 2) * 15, bytes: 4 * (4 * 15 + 15) + 3 * 16 });
  });

  it("counts scores by value, class, layer and mode", () => {
    const scored = { n: 10, nLayers: 2, nClasses: 3, nModes: 2, nTailModes: 1, gridPoints: 100, used: 70 };
    const bytes = 4 * 10 * 2 + 6 * 100 * 4 + 6 * 8 + 6 * 2 * (8 + 8); // values, densities, grids, cut-offs and scores
    expect(work.logLikelihoodWork(scored)).toMatchObject({ flop: 2 * 60 + 18 * 70, bytes });
  });

  it("adds up the kernels of a binned KDE", () => {
    const parts = [work.binSumsWork(10, 4), work.cubicMassesWork(4), work.convolveWork(7, 3, 5, 21)];
    const [flop, bytes] = [80 + 56 * 4 + 10 * 21, 40 + 256 + (128 + 28) + 4 * 20];
    expect(work.together(parts)).toMatchObject({ flop, bytes });
  });
});

const spread = (median: number) => ({ fastest: median, median, low: median, high: median, n: 3 });
const row: KernelRow = {
  kernel: "kde",
  size: "n = 768",
  bytes: 4e6,
  flop: 2e9,
  counted: "8 n g",
  gpu: spread(0.5),
  copy: spread(0.1),
  twin: { name: "kdeExact", time: spread(100) },
  difference: 3e-6,
  tolerance: 1e-4,
};

describe("the table", () => {
  it("divides by the median time", () => {
    expect(achieved(row)).toEqual({ bandwidth: 8e9, flops: 4e12, overTwin: 200, overCopy: 5 });
    const { gpu: _, ...untimed } = row;
    expect(achieved(untimed)).toBeUndefined();
  });

  it("is right up to the tolerance, and never where there is no number", () => {
    expect([3e-6, 1e-4, 1.1e-4, Number.NaN].map((difference) => isRight({ ...row, difference }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("writes numbers with three digits", () => {
    expect([0, 999, 1000, 12_345, 8e9, 4e12].map((x) => withPrefix(x, "B"))).toEqual([
      "0 B",
      "999 B",
      "1.00 kB",
      "12.3 kB",
      "8.00 GB",
      "4.00 TB",
    ]);
    expect([0.0005, 0.25, 1, 15.25, 2500].map(duration)).toEqual([
      "0.50 µs",
      "250 µs",
      "1.00 ms",
      "15.3 ms",
      "2.50 s",
    ]);
  });

  it("names device, limits, place and clock, and says what a processor's times are worth", () => {
    const table = {
      device: "maker, model",
      granted: "default limits",
      software: true,
      clock: "wall clock" as const,
      where: "Node",
      date: "2025-01-01",
      rows: [row, { ...row, difference: 1 }],
    };
    const text = toMarkdown(table);
    for (const part of ["maker, model", "default limits", "Node", "2025-01-01", "wall clock", "A processor"])
      expect(text).toContain(part);
    expect(text).toContain("| 500 µs (500 µs to 500 µs), 3 | 4.00 MB | 8.00 GB/s | 2.00 G | 4.00 TFLOP/s |");
    expect(text).toContain("| 200 × as fast | 5.00 × as long | 3.0e-6 (1.0e-4) |");
    expect(text.match(/WRONG/g)).toHaveLength(1);
    expect(toMarkdown({ ...table, software: false })).not.toContain("A processor");
    expect(toLine(row)).toContain("kde, n = 768: 500 µs");
    const slow = { ...row, twin: { name: "t", time: spread(0.25) } };
    expect(toLine(slow)).toContain("2.00 × as slow");
  });
});

describe("the error study", () => {
  it("adds up as float32 does, one after another and in pairs", () => {
    const terms = new Float32Array(2 ** 12).fill(1);
    terms[0] = 2 ** 24; // one more is lost on it
    expect(runningSum(terms)).toBe(2 ** 24);
    expect(pairwiseSum(terms)).toBe(2 ** 24 + 2 ** 12 - 2); // the first pair loses its one; the rest is rounded to even
    expect(exactSum(terms)).toBe(2 ** 24 + 2 ** 12 - 1);
    expect(pairwiseSum(Float32Array.from([1, 2, 4, 8, 16]))).toBe(31);
    expect([pairwiseSum(new Float32Array()), runningSum(new Float32Array())]).toEqual([0, 0]);
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
  });

  it("has the twins' formulas in float32", () => {
    const values = normalBag(500, 1, 3, 2);
    const m = moments(values);
    const grid = linspaceF32(m.min, m.max, 20);
    const y = kdeExact(values, grid, 0.7);
    const table = { y, gridMin: grid[0]!, gridMax: grid[19]!, cutoffs: { left: 0, right: 0 } };
    const { full } = logLikelihood(values, table, { rule: "published" }, 1e-12);
    // hundreds of roundings of 6e-8, and none of the formulas is off by as little as this
    for (const sum of [runningSum, pairwiseSum]) {
      expect(plainStd(values, sum) / m.sampleStd).toBeCloseTo(1, 5);
      expect(maxRelativeError(plainKde(values, grid, 0.7, sum), y).error).toBeLessThan(1e-5);
      expect(plainLogLikelihood(values, table, 1e-12, sum) / full).toBeCloseTo(1, 5);
    }
  });

  it("finds where the kernels err most, but for sums of which nothing is left", () => {
    const of = (error: number, more: Partial<ErrorRow> = {}): ErrorRow => ({
      quantity: "sum",
      bag: "b",
      n: 10,
      errors: { "running, f32": 1, ours: error },
      ...more,
    });
    expect(worstOfOurs([of(1e-7), of(3e-7), of(2e-7)])?.error).toBe(3e-7);
    expect(worstOfOurs([of(1e-7), of(1, { cancellation: 1e9 })])?.error).toBe(1e-7);
    expect(worstOfOurs([of(1e-7), of(1, { cancellation: 1e7 })])?.error).toBe(1);
    expect(worstOfOurs([of(1e-7), of(Number.NaN)])?.error).toBe(Number.POSITIVE_INFINITY);
    expect(worstOfOurs([])).toBeUndefined();
  });

  it("has a table a quantity", () => {
    const rows: ErrorRow[] = [
      { quantity: "sum", bag: "b", n: 1000, errors: { a: 0, b: 1.24e-5 }, cancellation: 12.3 },
      { quantity: "mean", bag: "c", n: 10, errors: { a: Number.POSITIVE_INFINITY } },
    ];
    const text = errorsToMarkdown(rows);
    expect(text).toContain("### Sum\n");
    expect(text).toContain("| values | n | cancellation | a | b |");
    expect(text).toContain("| b | 1,000 | 12 | 0 | 1.2e-5 |");
    expect(text).toContain("### Mean, as a share of the standard deviation\n");
    expect(text).toContain("| c | 10 | overflows |");
  });
});

describe("where Dawn looks for a driver", () => {
  it("takes the system's first, and SwiftShader beside a Chromium last", () => {
    const folder = mkdtempSync(join(tmpdir(), "tailscope-test-"));
    const [bare, whole] = [join(folder, "bare"), join(folder, "whole")];
    for (const path of [bare, whole]) mkdirSync(path);
    for (const name of ["libvulkan.so.1", "vk_swiftshader_icd.json"]) writeFileSync(join(whole, name), "");
    const places = vulkanPlaces([bare, whole]);
    expect(places.map(({ what }) => what)).toEqual([
      "the system's driver",
      "the system's driver through Chromium's loader",
      "Chromium's SwiftShader",
    ]);
    expect(places[0]!.env).toEqual({});
    expect(places[2]!.env.LD_LIBRARY_PATH).toContain(whole);
    expect(places[2]!.env.VK_ICD_FILENAMES).toBe(join(whole, "vk_swiftshader_icd.json"));
    expect(vulkanPlaces([bare])).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
});
