import { expect, it } from "vitest";
import { HALF_TOLERANCE, TOLERANCE, toleranceOf, verdictOf } from "../../src/engine/selfCheck.ts";
import { hasShaderF16 } from "../../src/model/halfAdapter.ts";
import { halfChoice } from "../../workers/halfChoice.ts";
import { failedCheck } from "../../workers/selfCheck.ts";

const gpu = { backend: "webgpu" } as const;
const [can, cannot] = [async () => true, async () => false];

it("F16 weights are off until they are asked for", async () => {
  expect(await halfChoice({}, gpu, { half: false }, can)).toEqual({ state: "off" });
  expect(await halfChoice({}, gpu, { half: true }, can)).toEqual({ state: "on" });
  const refused = { half: false, halfRefused: "It differs" };
  expect(await halfChoice({}, gpu, refused, can)).toEqual({ state: "off", reason: "It differs" });
});

it("they are impossible on WASM, for an export, and without shader-f16, each with its reason", async () => {
  for (const half of [true, false]) {
    const tried = [
      await halfChoice({}, { backend: "wasm" }, { half }, can),
      await halfChoice({ exported: true }, gpu, { half }, can),
      await halfChoice({}, gpu, { half }, cannot),
    ];
    expect(tried.map(({ state }) => state)).toEqual(["impossible", "impossible", "impossible"]);
    const [wasm, exported, adapter] = tried.map(({ reason }) => reason);
    expect([wasm, exported, adapter].map((words) => words?.match(/WebGPU|\.onnx|shader-f16/)?.[0])).toEqual([
      "WebGPU",
      ".onnx",
      "shader-f16",
    ]);
  }
});

it("an adapter is asked for the feature, as ONNX Runtime asks for it", async () => {
  const asked: unknown[] = [];
  const with_ = (features: string[]) => ({
    async requestAdapter(options: unknown) {
      asked.push(options);
      return { features: new Set(features) };
    },
  });
  expect(await hasShaderF16(with_(["shader-f16"]))).toBe(true);
  expect(await hasShaderF16(with_(["subgroups"]))).toBe(false);
  expect(asked).toEqual(new Array(2).fill({ powerPreference: "high-performance" }));
  expect(await hasShaderF16(undefined)).toBe(false);
  expect(await hasShaderF16({ requestAdapter: async () => null })).toBe(false);
  expect(await hasShaderF16({ requestAdapter: async () => Promise.reject(new Error("no")) })).toBe(false);
});

it("rounding to F16 may cost more than float32, weights that are F16 already may not", () => {
  expect([toleranceOf(undefined), toleranceOf({ exact: true })]).toEqual([TOLERANCE, TOLERANCE]);
  expect(toleranceOf({ exact: false })).toBe(HALF_TOLERANCE);
  const verdict = (error: number, half?: { exact: boolean }) =>
    verdictOf("WebGPU", true, { layer: 3, error }, half);
  expect(verdict(5e-4).passed).toBe(false);
  expect(verdict(5e-4, { exact: true })).toMatchObject({ passed: false });
  expect(verdict(5e-4, { exact: false })).toEqual({
    passed: true,
    verdict:
      "Passed: WebGPU and WASM differ by 5.0e-4 of a layer’s largest value at most, at layer 3: the rounding of its weights to F16.",
  });
  expect(verdict(2.1e-3, { exact: false })).toEqual({
    passed: false,
    verdict:
      "Failed: WebGPU and WASM differ by 2.1e-3 of a layer’s largest value at most, at layer 3, more than 0.002. It goes back to float32 weights.",
  });
  expect(verdictOf("WebGPU", false, undefined, { exact: false }).verdict).toMatch(
    /not finite\. It goes back/,
  );
});

it("what failed is named for what it was", () => {
  const check = { passed: false, backend: "WebGPU", maxError: 0.01, worstLayer: 2 };
  const half = { exact: false, inF32: [] };
  expect(failedCheck({ ...check, half })).toBe(
    "WebGPU with F16 weights failed the self-check: it differs from WASM by 1.0e-2 of a layer’s largest value, at layer 2",
  );
  expect(failedCheck(check)).toMatch(/^WebGPU failed the self-check/);
  expect(failedCheck({ ...check, passed: true, half })).toBeUndefined();
});
