import { expect, test } from "vitest";
import { failureKind } from "../../src/core/failure.ts";
import { requestDevice } from "../../src/gpu/requestDevice.ts";
import { gpu } from "./support.ts";

const GIB = 2 ** 30;

interface Asked {
  limits: Record<string, number>;
  features: GPUFeatureName[];
}

/** An adapter that says it has a lot, and answers as it is told. */
function fakeAdapter(answer: (asked: Asked) => Error | "lost" | undefined) {
  const asked: Asked[] = [];
  const adapter = {
    limits: {
      maxBufferSize: 4 * GIB,
      maxStorageBufferBindingSize: GIB,
      maxStorageBuffersPerShaderStage: 10,
      maxComputeWorkgroupStorageSize: 16384,
      maxComputeInvocationsPerWorkgroup: 256,
      maxComputeWorkgroupSizeX: 256,
      maxComputeWorkgroupsPerDimension: 65535,
    },
    features: new Set<string>(["timestamp-query", "shader-f16"]),
    async requestDevice({ requiredLimits = {}, requiredFeatures = [] }: GPUDeviceDescriptor) {
      const wish = {
        limits: requiredLimits as Record<string, number>,
        features: [...requiredFeatures] as GPUFeatureName[],
      };
      asked.push(wish);
      const refused = answer(wish);
      if (refused instanceof Error) throw refused;
      const lost = refused
        ? Promise.resolve({ reason: "unknown", message: "no memory" })
        : new Promise(() => {});
      return { lost, queue: { onSubmittedWorkDone: async () => undefined } };
    },
  };
  return { adapter: adapter as unknown as GPUAdapter, asked };
}

const tooMuch = () => new DOMException("limit not supported", "OperationError");

test("everything that the adapter has is asked for first, and nothing that it has not", async () => {
  const { adapter, asked } = fakeAdapter(() => undefined);
  const { granted } = await requestDevice(adapter);
  expect(asked).toEqual([
    {
      limits: {
        maxBufferSize: 4 * GIB,
        maxStorageBufferBindingSize: GIB,
        maxStorageBuffersPerShaderStage: 10,
      },
      features: ["timestamp-query"],
    },
  ]);
  expect(granted).toBe(
    "maxBufferSize 4294967296, maxStorageBufferBindingSize 1073741824, maxStorageBuffersPerShaderStage 10, timestamp-query",
  );
});

test("shader-f16 is asked for where it is named", async () => {
  const { adapter, asked } = fakeAdapter(() => undefined);
  await requestDevice(adapter, { features: ["shader-f16", "subgroups"] });
  expect(asked[0]!.features).toEqual(["shader-f16"]);
});

test("refused sizes are halved until they are granted", async () => {
  const { adapter, asked } = fakeAdapter(({ limits }) =>
    limits.maxBufferSize! > 1.5 * GIB ? tooMuch() : undefined,
  );
  const { granted } = await requestDevice(adapter);
  expect(asked.map(({ limits }) => limits.maxBufferSize! / GIB)).toEqual([4, 2, 1]);
  expect(asked[2]!.limits).toEqual({
    maxBufferSize: GIB,
    maxStorageBufferBindingSize: GIB / 4,
    maxStorageBuffersPerShaderStage: 10,
  });
  expect(granted).toMatch(/after 2 refusals$/);
});

test("down to the defaults, and last without features", async () => {
  const { adapter, asked } = fakeAdapter(({ limits, features }) =>
    Object.keys(limits).length || features.length ? tooMuch() : undefined,
  );
  const { granted } = await requestDevice(adapter);
  expect(asked.at(-2)).toEqual({ limits: {}, features: ["timestamp-query"] });
  expect(asked.at(-1)).toEqual({ limits: {}, features: [] });
  expect(granted).toBe(`default limits, after ${asked.length - 1} refusals`);
});

test("a feature that is refused is dropped at once; the limits stay", async () => {
  const { adapter, asked } = fakeAdapter(({ features }) =>
    features.length ? new TypeError("feature not supported") : undefined,
  );
  await requestDevice(adapter);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual({ ...asked[0]!, features: [] });
});

test("a device that comes back lost takes its adapter with it", async () => {
  const first = fakeAdapter(() => "lost");
  const second = fakeAdapter(() => undefined);
  await requestDevice(first.adapter, { another: async () => second.adapter });
  expect(first.asked).toHaveLength(1);
  expect(second.asked[0]!.limits.maxBufferSize).toBe(2 * GIB);
  const alone = requestDevice(fakeAdapter(() => "lost").adapter);
  await expect(alone).rejects.toThrow("The GPU gives no device, choose WebAssembly: no memory");
});

test("an adapter that refuses everything is a failure with its reason", async () => {
  const refusing = fakeAdapter(() => tooMuch());
  const error = await requestDevice(refusing.adapter).catch((error: unknown) => error);
  expect(failureKind(error)).toBe("no-webgpu");
  expect((error as Error).message).toContain("limit not supported");
});

test("limits past what a number holds exactly are not passed on", async () => {
  const { adapter, asked } = fakeAdapter(() => undefined);
  Object.assign(adapter.limits, { maxBufferSize: 2 ** 64 });
  await requestDevice(adapter);
  expect(asked[0]!.limits.maxBufferSize).toBe(Number.MAX_SAFE_INTEGER);
});

test("the real adapter gives all that it says it has", async () => {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = adapter.limits;
  const { device, granted } = await requestDevice(adapter, { label: "ladder" });
  expect(device.limits).toMatchObject({
    maxBufferSize,
    maxStorageBufferBindingSize,
    maxStorageBuffersPerShaderStage,
  });
  for (const feature of ["timestamp-query", "subgroups"] as const) {
    expect(device.features.has(feature)).toBe(adapter.features.has(feature));
  }
  expect(granted).not.toContain("refusal");
  device.destroy();
});

test("a real adapter that promises too much is asked again", async () => {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const boasting = {
    features: adapter.features,
    limits: { maxBufferSize: adapter.limits.maxBufferSize * 4 },
    requestDevice: (wish: GPUDeviceDescriptor) => adapter.requestDevice(wish),
  };
  const { device, granted } = await requestDevice(boasting as unknown as GPUAdapter);
  expect(device.limits.maxBufferSize).toBe(adapter.limits.maxBufferSize);
  expect(granted).toMatch(/after 2 refusals$/);
  device.destroy();
});

test("kernels are tested under the default limits, without features", () => {
  expect(gpu.limits).toMatchObject({
    maxBufferSize: 2 ** 28,
    maxStorageBufferBindingSize: 2 ** 27,
    maxStorageBuffersPerShaderStage: 8,
    maxComputeWorkgroupStorageSize: 16384,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupsPerDimension: 65535,
  });
  expect([...gpu.features].filter((name) => name !== "core-features-and-limits")).toEqual([]);
});
