import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KernelTimes, SelfCheck } from "../../src/core/api.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { passTimer } from "../../src/gpu/passTimer.ts";
import { createEngine } from "../../workers/engineService.ts";
import { tinyConfig, tinyTensors, tinyTokenizer } from "../support/tinyTensors.ts";
import { keepDevices } from "./lostDevices.ts";
import { mappedBytes } from "./mappedBytes.ts";

// The whole engine as it runs in the worker, on ONNX Runtime's own device.

const kept = keepDevices();
const engine = createEngine("/models/");
const nothing = () => {};
const [MODEL, N_LAYERS] = ["disk:tiny", tinyConfig("gpt2").n_layer as number];
const SENTENCE = ["poolValues", "logLikelihood", "moments", "kde", "tailMask", "tokenTails"];

const json = (value: unknown) => new Blob([JSON.stringify(value)]);
const files = {
  "config.json": json(tinyConfig("gpt2")),
  "tokenizer.json": json(tinyTokenizer("gpt2")),
  "model.safetensors": new Blob([writeSafetensors(tinyTensors("gpt2"))]),
};

beforeAll(async () => {
  await engine.addFiles(
    "tiny",
    Object.entries(files).map(([path, file]) => ({ path, file })),
  );
});
afterAll(kept.restore);

function counts({ kernels }: KernelTimes): Record<string, number> {
  return Object.fromEntries(kernels.map(({ kernel, count }) => [kernel, count]));
}

function expectLayerTimes({ layerMs, ms }: SelfCheck): void {
  expect(layerMs.median).toBeGreaterThan(0);
  expect(layerMs.slowest).toBeGreaterThanOrEqual(layerMs.median);
  expect(layerMs.slowest).toBeLessThanOrEqual(ms.probe);
  expect(layerMs.slowestLayer).toBeLessThan(N_LAYERS);
}

describe("on WebGPU", () => {
  beforeAll(async () => {
    await engine.open(MODEL, "webgpu", nothing);
    await engine.loaded();
  }, 60_000);

  it("ONNX Runtime opens its device with timestamps", () => {
    expect(kept.devices.at(-1)!.features.has("timestamp-query")).toBe(true);
  });

  it("the self-check times every kernel of a typed sentence, then leaves the device as it was", async () => {
    const check = await engine.selfCheck(nothing);
    expect(check.passed).toBe(true);
    expectLayerTimes(check);
    const times = check.kernels!;
    expect(times.how).toBe("timestamps");
    expect(times.isPartial).toBeUndefined();
    for (const kernel of SENTENCE) expect(counts(times)[kernel], kernel).toBeGreaterThanOrEqual(N_LAYERS);
    const total = times.kernels.reduce((sum, { totalNs }) => sum + totalNs, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(times.wallMs * 1e6);
    expect(passTimer(kept.devices.at(-1)!)).toBeUndefined();
  });

  it("kernels of typed sentences are timed when asked for, and nothing is where not", async () => {
    const type = async (text: string) => {
      const sketches: number[] = [];
      await engine.guess({ text, layer: 1, mode: "full" }, ({ layer }) => sketches.push(layer));
      await expect.poll(() => sketches.length).toBe(N_LAYERS);
    };
    await type("abe clo abe.");
    expect(await engine.kernelTimes()).toBeUndefined();
    const untimed = await mappedBytes(() => type("abe clo."));
    await engine.timeKernels(true);
    await type("clo abe clo.");
    await type("clo abe."); // the last one counts
    const times = await engine.kernelTimes();
    expect(times!.how).toBe("timestamps");
    for (const kernel of SENTENCE) expect(counts(times!)[kernel], kernel).toBeGreaterThanOrEqual(N_LAYERS);
    expect(counts(times!).logLikelihood).toBe(N_LAYERS);
    await engine.timeKernels(false);
    expect(await engine.kernelTimes()).toBeUndefined();
    const after = await mappedBytes(() => type("abe clo."));
    expect(after.bytes).toBe(untimed.bytes);
  });

  it("they are timed on the device that comes after a lost one", async () => {
    await engine.timeKernels(true);
    const request = { text: "abe clo abe.", layer: 1, mode: "full" } as const;
    await engine.guess(request, nothing);
    const before = kept.devices.length;
    kept.loseAt("readback");
    await engine.guess({ ...request, text: "clo abe abe." }, nothing);
    expect(kept.devices.length).toBeGreaterThan(before);
    const times = await engine.kernelTimes();
    expect(counts(times!).logLikelihood).toBe(N_LAYERS);
    expect(times!.isPartial).toBeUndefined();
    await engine.timeKernels(false);
  }, 60_000);
});

it("on WASM the self-check times what the CPU does in the kernels' place, and typing times nothing", async () => {
  await engine.open(MODEL, "wasm", nothing);
  await engine.loaded();
  const check = await engine.selfCheck(nothing);
  expectLayerTimes(check);
  expect(check.kernels!.how).toBe("cpu");
  expect(check.kernels!.stepNs).toBe(crossOriginIsolated ? undefined : 100_000);
  expect(counts(check.kernels!)).toEqual({ add: N_LAYERS, view: N_LAYERS, tokenTails: N_LAYERS });
  await engine.timeKernels(true);
  await engine.guess({ text: "abe clo.", layer: 0, mode: "full" }, nothing);
  expect(await engine.kernelTimes()).toBeUndefined();
});
