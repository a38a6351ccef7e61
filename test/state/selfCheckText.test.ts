import { describe, expect, it } from "vitest";
import type { KernelTimes, SelfCheck } from "../../src/core/api.ts";
import { selfCheckText } from "../../src/ui/models/selfCheckText.ts";
import { milliseconds, size } from "../../src/ui/words.ts";

const CHECK: SelfCheck = {
  model: "openai-community/gpt2",
  revision: "607a30d783dfa663caf39e06633721c8d4cfcd7e",
  source: "https://huggingface.co",
  backend: "WebGPU",
  reason: "the machine has a GPU",
  adapter: "some adapter",
  threads: 4,
  dtype: "F32",
  computedIn: "float32",
  weightsSha256: "ab".repeat(32),
  nLayers: 12,
  dModel: 768,
  probe: "The quick brown fox.",
  nTokens: 6,
  maxError: 3.14159e-6,
  worstLayer: 11,
  verdict: "The GPU computes what WASM computes.",
  passed: true,
  ms: { firstLayer: 840, lastLayer: 12_345, probe: 95.4 },
  layerMs: { median: 7.44, slowest: 21.6, slowestLayer: 0 },
  memory: { weightsBytes: 548_000_000, residentLayers: 12, paged: false },
  userAgent: "Some Browser/1.0",
  version: "0.1.0",
};

it("the report is the panel's text, line by line", () => {
  const lines = selfCheckText(CHECK).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "Tailscope self-check",
    "PASSED: The GPU computes what WASM computes.",
    "Model: openai-community/gpt2",
    "Commit: 607a30d783dfa663caf39e06633721c8d4cfcd7e",
  ]);
  for (const line of [
    `SHA-256 of the weights: ${"ab".repeat(32)}`,
    "Max error against WASM: 3.1e-6, layer 11, of the layer’s largest value",
    "First layer after: 840 ms",
    "Last layer after: 12.3 s",
    "Weights in memory: 548 MB",
    "Layers kept open: 12 of 12",
    "A layer of the model took: 7.4 ms (median), 22 ms at most, layer 0",
    "Browser: Some Browser/1.0",
  ])
    expect(lines).toContain(line);
});
it("what was not measured is left out or said so; what failed is not called passed", () => {
  const { maxError: _m, worstLayer: _w, adapter: _a, revision: _r, ...rest } = CHECK;
  const text = selfCheckText({
    ...rest,
    passed: false,
    verdict: "It differs.",
    f16Error: 4.2e-4,
    memory: { weightsBytes: 3.2e9, residentLayers: 5, paged: true, heapBytes: 9.1e6 },
  });
  expect(text).toContain("NOT PASSED: It differs.");
  expect(text).toContain("Max error against WASM: not compared");
  expect(text).toContain("Error of F16 storage: 4.2e-4");
  expect(text).toContain("Layers kept open: 5 of 12, paged");
  expect(text).toContain("JavaScript heap: 9.1 MB");
  expect(text).not.toContain("Adapter");
  expect(text).not.toContain("Kernels");
  expect(text).not.toContain("undefined");
});
it("sizes are decimal and short", () => {
  expect([0, 820_000, 5_430_000, 548_105_171, 999_600_000, 3_247_000_000].map(size)).toEqual([
    "0 kB",
    "820 kB",
    "5.4 MB",
    "548 MB",
    "1.0 GB",
    "3.2 GB",
  ]);
});

describe("what kernels took", () => {
  const TIMES: KernelTimes = {
    how: "timestamps",
    kernels: [
      { kernel: "poolValues", count: 24, totalNs: 480_000, minNs: 15_000 },
      { kernel: "logLikelihood", count: 12, totalNs: 3_720_000, minNs: 300_000 },
      { kernel: "someOther", count: 1, totalNs: 8, minNs: 8 },
    ],
    wallMs: 5.2,
  };
  const linesOf = (kernels: KernelTimes) =>
    selfCheckText({ ...CHECK, kernels })
      .split("\n")
      .filter((line) => /^(Kernels|Timed by|Scores)/.test(line));
  it("is told by name: the mean of the runs, and how many", () => {
    expect(linesOf(TIMES)).toEqual([
      "Kernels: pool 0.02 ms × 24, log-likelihood 0.31 ms × 12, someOther < 0.01 ms × 1",
      "Timed by: the GPU’s own clock",
    ]);
  });
  it("is not called nothing where the browser's clock is too coarse to tell", () => {
    expect(linesOf({ ...TIMES, stepNs: 1_000_000, isPartial: true })).toEqual([
      "Kernels: pool below the clock’s 1.0 ms × 24, log-likelihood 0.31 ms × 12, someOther below the clock’s 1.0 ms × 1",
      "Timed by: the GPU’s own clock, which this browser lets step by 1.0 ms; the GPU was lost before all was read",
    ]);
  });
  it("is one time for all where the GPU has no clock", () => {
    const kernels = TIMES.kernels.map((kernel) => ({ ...kernel, totalNs: 0, minNs: 0 }));
    expect(linesOf({ ...TIMES, how: "wall", kernels })).toEqual([
      "Kernels: pool × 24, log-likelihood × 12, someOther × 1",
      "Timed by: no GPU clock in this browser: by the computer’s, its queue took 5.2 ms in all",
    ]);
  });
  it("is told of the CPU where it does their work", () => {
    const kernels = [{ kernel: "add", count: 12, totalNs: 12e6, minNs: 5e5 }];
    expect(linesOf({ how: "cpu", kernels, wallMs: 12 })).toEqual([
      "Scores and figures on the CPU: scores 1.0 ms × 12",
      "Timed by: the computer’s clock",
    ]);
    expect(linesOf({ how: "cpu", kernels, wallMs: 12, stepNs: 100_000 })[1]).toBe(
      "Timed by: the computer’s clock, which this browser lets step by 0.10 ms",
    );
  });
});
it("short times keep two digits, and none is 0", () => {
  expect([0, 0.004, 0.02, 0.994, 0.999, 9.94, 9.96, 999.4, 999.6, 12_345].map(milliseconds)).toEqual([
    "< 0.01 ms",
    "< 0.01 ms",
    "0.02 ms",
    "0.99 ms",
    "1.0 ms",
    "9.9 ms",
    "10 ms",
    "999 ms",
    "1.0 s",
    "12.3 s",
  ]);
});
