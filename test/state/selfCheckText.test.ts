import { expect, it } from "vitest";
import type { SelfCheck } from "../../src/core/api.ts";
import { selfCheckText } from "../../src/ui/models/selfCheckText.ts";
import { size } from "../../src/ui/words.ts";

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
