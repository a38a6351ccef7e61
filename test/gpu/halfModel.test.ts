import { beforeAll, describe, expect, it } from "vitest";
import type { BackendChange, ModelPlan, OpenedModel, SelfCheck } from "../../src/core/api.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { createEngine } from "../../workers/engineService.ts";
import { f16Bits, halfSafetensors } from "../support/rawSafetensors.ts";
import { type Tensors, tinyConfig, tinyTensors, tinyTokenizer } from "../support/tinyTensors.ts";

// The whole engine as it runs in the worker, with F16 weights asked for.

/** Which tests there are: what is skipped counts as failed. */
const has = (await navigator.gpu.requestAdapter())!.features.has("shader-f16");
const engine = createEngine("/models/");
const changes: BackendChange[] = [];
const nothing = () => {};
const tensors = tinyTensors("gpt2");

/** The same model, but for the rounding of numbers: what F16 flushes to 0 is made good by a norm. */
function tooSmallForF16(): Tensors {
  const scaled = (name: string, factor: number) => ({
    ...tensors[name]!,
    data: (tensors[name]!.data as Float32Array).map((v) => v * factor),
  });
  const [norm, shift, matrix] = ["ln_2.weight", "ln_2.bias", "mlp.c_fc.weight"].map(
    (name) => `transformer.h.1.${name}`,
  ) as [string, string, string];
  return {
    ...tensors,
    [norm]: scaled(norm, 1e9),
    [shift]: scaled(shift, 1e9),
    [matrix]: scaled(matrix, 1e-9),
  };
}

const weights: Record<string, Uint8Array<ArrayBuffer>> = {
  rounded: writeSafetensors(tensors),
  exact: halfSafetensors(tensors, "F16", f16Bits),
  flushed: writeSafetensors(tooSmallForF16()),
};

beforeAll(async () => {
  await engine.onBackendChange(async (change) => void changes.push(change));
  const json = (value: unknown) => new Blob([JSON.stringify(value)]);
  for (const [name, bytes] of Object.entries(weights)) {
    const files = {
      "config.json": json(tinyConfig("gpt2")),
      "tokenizer.json": json(tinyTokenizer("gpt2")),
      "model.safetensors": new Blob([bytes]),
    };
    await engine.addFiles(
      name,
      Object.entries(files).map(([path, file]) => ({ path, file })),
    );
  }
});

async function opened(
  name: string,
  half: boolean,
): Promise<{
  open: OpenedModel;
  check: SelfCheck;
  notes: string[];
  roundedTo?: "F16" | undefined;
  plan: ModelPlan;
}> {
  changes.length = 0;
  const open = await engine.open(`disk:${name}`, "webgpu", nothing, half);
  const { notes, shape } = await engine.loaded();
  const check = await engine.selfCheck(nothing);
  return { open, check, notes, roundedTo: shape.roundedTo, plan: await engine.plan(`disk:${name}`, half) };
}

it(`weights are float32 unless F16 is asked for (here ${has ? "with" : "without"} shader-f16)`, async () => {
  const { open, check } = await opened("rounded", false);
  expect(open.half.state).toBe(has ? "off" : "impossible");
  expect(check).toMatchObject({ passed: true, computedIn: "F32" });
  expect(check.half).toBeUndefined();
});

if (!has)
  describe("on an adapter without shader-f16", () => {
    it("they stay float32, and it is said why", async () => {
      const plain = await opened("rounded", false);
      const { open, check, plan } = await opened("rounded", true);
      expect(open.half).toEqual({
        state: "impossible",
        reason: "This GPU adapter lacks shader-f16, without which it can’t read F16 weights.",
      });
      expect([check.passed, check.half]).toEqual([true, undefined]);
      expect(check.memory.weightsBytes).toBe(plain.check.memory.weightsBytes);
      expect(plan.fits).toEqual(plain.plan.fits);
    });
  });

if (has)
  describe("on an adapter with shader-f16", () => {
    it("they are F16, take half the memory, and are checked with F16’s rounding", async () => {
      const plain = await opened("rounded", false);
      const { open, check, notes, roundedTo, plan } = await opened("rounded", true);
      expect([plain.roundedTo, roundedTo]).toEqual([undefined, "F16"]);
      expect(open.half).toEqual({ state: "on" });
      expect([plain.notes, notes.join()]).toEqual([[], expect.stringContaining("is of the rounded model")]);
      expect(check.half).toEqual({ exact: false, inF32: [] });
      expect(check.maxError).toBeGreaterThan(1e-5);
      expect(check.maxError).toBeLessThan(2e-3);
      expect(check.verdict).toMatch(/^Passed: .*: the rounding of its weights to F16\.$/);
      const matrices = 2 * 4 * (16 * 48 + 16 * 16 + 2 * 16 * 64);
      expect(check.memory.weightsBytes).toBe(plain.check.memory.weightsBytes - matrices / 2);
      const perLayer = plain.check.memory.weightsBytes - 4 * (257 + 96) * 16;
      expect(plan.fits.webgpu.memoryBytes).toBe(check.memory.weightsBytes + perLayer / 2);
      expect(plan.fits.wasm).toEqual(plain.plan.fits.wasm);
    });

    it("stored as F16 they are exactly what they were", async () => {
      const { check, notes, roundedTo } = await opened("exact", true);
      expect([notes, roundedTo]).toEqual([[], undefined]);
      expect(check.half).toEqual({ exact: true, inF32: [] });
      expect(check.verdict).toMatch(/^Passed: .*: the rounding of float32\.$/);
    });

    it("a GPU that says it can and can't is believed no longer", async () => {
      const { createShaderModule } = GPUDevice.prototype;
      GPUDevice.prototype.createShaderModule = function (descriptor) {
        const code = descriptor.code.replace("enable f16;", "enable f16_after_all;");
        return createShaderModule.call(this, { ...descriptor, code });
      };
      try {
        await opened("rounded", true).catch(() => {}); // it may be opened anew before the check has ended, and pass
        await expect.poll(() => changes.length, { timeout: 30_000 }).toBe(1);
      } finally {
        GPUDevice.prototype.createShaderModule = createShaderModule;
      }
      expect(changes[0]).toMatchObject({ cause: "failed-half", opened: { half: { state: "off" } } });
      expect(changes[0]!.opened!.half.reason).toMatch(/^WebGPU (refused|could not run with) F16 weights \(/);
    });

    it("a model that F16 spoils goes back to float32 by itself, and says why", async () => {
      expect((await opened("flushed", false)).check.passed).toBe(true);
      const { check } = await opened("flushed", true);
      expect(check.passed).toBe(false);
      await expect.poll(() => changes.length, { timeout: 30_000 }).toBe(1);
      expect(changes[0]).toMatchObject({
        cause: "failed-half",
        opened: { status: { backend: "webgpu" }, half: { state: "off" } },
      });
      expect(changes[0]!.opened!.half.reason).toMatch(
        /^WebGPU with F16 weights failed the self-check: it differs from WASM by .* at layer 1$/,
      );
      expect(await engine.selfCheck(nothing)).toMatchObject({ passed: true });
      expect((await engine.selfCheck(nothing)).half).toBeUndefined();
    });
  });
