import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClockStep } from "../../src/gpu/clockStep.ts";
import { submitPass } from "../../src/gpu/device.ts";
import { createKde } from "../../src/gpu/kde.ts";
import type { ComputePass } from "../../src/gpu/kernel.ts";
import { createMoments, MOMENTS_BYTES } from "../../src/gpu/moments.ts";
import { passTimer, timePasses } from "../../src/gpu/passTimer.ts";
import { heavyTailed } from "./bags.ts";

const [COUNT, GRID] = [1000, 64];
const STORAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** A device of its own with two kernels, the second reading what the first wrote. */
async function machine(features: GPUFeatureName[] = ["timestamp-query"]) {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error("no WebGPU adapter: these tests need one, on a GPU or on SwiftShader");
  const device = await adapter.requestDevice({ requiredFeatures: features });
  const errors: string[] = [];
  device.addEventListener("uncapturederror", ({ error }) => errors.push(error.message));
  const buffer = (size: number) => device.createBuffer({ size, usage: STORAGE });
  const [values, moments, y] = [buffer(COUNT * 4), buffer(MOMENTS_BYTES), buffer(GRID * 4)];
  device.queue.writeBuffer(values, 0, Float32Array.from(heavyTailed(COUNT)));
  const kernels = [createMoments(device), createKde(device)] as const;
  /** Kernels have one parameter buffer each, so every density is a submission. */
  const density = (times = 1) => {
    for (let i = 0; i < times; i++) {
      submitPass(device, "density", (pass) => {
        kernels[0].encode(pass, values, COUNT, 1, moments);
        kernels[1].encode(pass, values, COUNT, moments, GRID, y);
      });
    }
  };
  const read = async () => {
    const staging = device.createBuffer({
      size: GRID * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(y, 0, staging, 0, GRID * 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange().slice(0));
  };
  return { device, errors, density, read, moments, values, kernels };
}

type Machine = Awaited<ReturnType<typeof machine>>;

/** The passes that `work` begins on the device, by label, and the bytes it copies out for reading. */
function passesOf({ device }: Machine, work: () => void): (string | undefined)[] {
  const labels: (string | undefined)[] = [];
  const { createCommandEncoder } = device;
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder.call(device, descriptor);
    const { beginComputePass } = encoder;
    encoder.beginComputePass = (pass) => {
      labels.push(pass?.label);
      return beginComputePass.call(encoder, pass);
    };
    return encoder;
  };
  try {
    work();
  } finally {
    device.createCommandEncoder = createCommandEncoder;
  }
  return labels;
}

let gpu: Machine;
beforeAll(async () => {
  gpu = await machine();
});
afterEach(async () => {
  await gpu.device.queue.onSubmittedWorkDone();
  expect(gpu.errors.splice(0)).toEqual([]);
});
afterAll(() => gpu.device.destroy());

it("without a timer a submission is one pass", () => {
  expect(passTimer(gpu.device)).toBeUndefined();
  expect(passesOf(gpu, () => gpu.density())).toEqual(["density"]);
});

it("each kernel has a pass of its own under its name, and computes what it computed before", async () => {
  gpu.density();
  const before = await gpu.read();
  expect(before.some((y) => y > 0)).toBe(true);
  const timer = timePasses(gpu.device);
  gpu.device.queue.writeBuffer(gpu.moments, 0, new Float32Array(MOMENTS_BYTES / 4));
  expect(passesOf(gpu, () => gpu.density())).toEqual(["moments", "kde"]);
  expect(await gpu.read()).toEqual(before);
  timer.stop();
  expect(passTimer(gpu.device)).toBeUndefined();
  expect(passesOf(gpu, () => gpu.density())).toEqual(["density"]);
  expect(await gpu.read()).toEqual(before);
});

it("every kernel is counted, its times are positive and together no longer than the wall time", async () => {
  const timer = timePasses(gpu.device);
  gpu.density(5);
  const { how, kernels, stepNs = 0, wallMs, isPartial } = await timer.read();
  expect(how).toBe("timestamps");
  expect(isPartial).toBeUndefined();
  expect(kernels.map(({ kernel, count }) => [kernel, count])).toEqual([
    ["moments", 5],
    ["kde", 5],
  ]);
  for (const { totalNs, minNs, count } of kernels) {
    expect(minNs).toBeGreaterThanOrEqual(0);
    expect(totalNs).toBeGreaterThanOrEqual(count * minNs);
  }
  const total = kernels.reduce((sum, { totalNs }) => sum + totalNs, 0);
  if (stepNs === 0) expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(wallMs * 1e6 + stepNs);
  timer.stop();
});

it("a reading begins after the one before; what was forgotten is not in it", async () => {
  const timer = timePasses(gpu.device);
  gpu.density(2);
  const first = timer.read();
  gpu.density(3);
  const second = timer.read();
  gpu.density(4);
  timer.reset();
  gpu.density(1);
  const counts = [await first, await second, await timer.read(), await timer.read()].map(({ kernels }) =>
    kernels.map(({ count }) => count),
  );
  expect(counts).toEqual([[2, 2], [3, 3], [1, 1], []]);
  timer.stop();
});

it("one timer waits while another is on", async () => {
  const outer = timePasses(gpu.device);
  gpu.density(1);
  const inner = timePasses(gpu.device);
  gpu.density(2);
  expect((await inner.read()).kernels[0]?.count).toBe(2);
  inner.stop();
  gpu.density(3);
  expect((await outer.read()).kernels[0]?.count).toBe(4);
  const late = timePasses(gpu.device);
  outer.stop();
  expect(passTimer(gpu.device)).toBe(late);
  late.stop();
  expect(passTimer(gpu.device)).toBeUndefined();
});

it.each([2, 4, 6])("a set of %i queries times any number of programs", async (queries) => {
  const timer = timePasses(gpu.device, queries);
  gpu.density(5);
  const { kernels, isPartial } = await timer.read();
  expect(kernels.map(({ count }) => count)).toEqual([5, 5]);
  expect(isPartial).toBeUndefined();
  timer.stop();
});

it("what is on its way when the timer stops still comes", async () => {
  const timer = timePasses(gpu.device);
  gpu.density(3);
  const reading = timer.read();
  timer.stop();
  expect((await reading).kernels.map(({ count }) => count)).toEqual([3, 3]);
});

it("commands that could not be encoded are not timed", async () => {
  const timer = timePasses(gpu.device);
  gpu.density();
  const broken = (encode: (pass: ComputePass) => void) => () => submitPass(gpu.device, "broken", encode);
  expect(
    broken((pass) => {
      gpu.kernels[0].encode(pass, gpu.values, COUNT, 1, gpu.moments);
      throw new Error("no more");
    }),
  ).toThrow("no more");
  expect(broken((pass) => pass.dispatchWorkgroups(1))).toThrow("a program begins with setPipeline");
  gpu.density();
  expect((await timer.read()).kernels.map(({ count }) => count)).toEqual([2, 2]);
  timer.stop();
});

it("a device without timestamps says so, counts kernels in one pass and gives the time of the queue", async () => {
  const plain = await machine([]);
  plain.density();
  const before = await plain.read();
  const timer = timePasses(plain.device);
  expect(passesOf(plain, () => plain.density())).toEqual(["density"]);
  const { how, kernels, stepNs, wallMs } = await timer.read();
  expect(how).toBe("wall");
  expect(kernels).toEqual([
    { kernel: "moments", count: 1, totalNs: 0, minNs: 0 },
    { kernel: "kde", count: 1, totalNs: 0, minNs: 0 },
  ]);
  expect(stepNs).toBeUndefined();
  expect(wallMs).toBeGreaterThan(0);
  expect(await plain.read()).toEqual(before);
  expect(plain.errors).toEqual([]);
  plain.device.destroy();
});

it.each(["before", "while"])("a device lost %s its times are read leaves no one waiting", async (when) => {
  const lost = await machine();
  const timer = timePasses(lost.device);
  lost.density(20);
  if (when === "before") lost.device.destroy();
  const reading = timer.read();
  lost.device.destroy();
  const { isPartial, kernels } = await reading;
  if (when === "before") expect(isPartial).toBe(true);
  expect(isPartial || kernels[0]?.count === 20).toBe(true);
  lost.density(); // a lost device takes whatever it is told
  expect((await timer.read()).isPartial).toBe(true);
  timer.stop();
});

describe("how coarse a clock is", () => {
  const stepOf = (...differences: number[]) => {
    const clock = createClockStep();
    for (const ns of differences) clock.add(ns);
    return clock.step();
  };
  it.each([
    ["multiples of 100 µs", [300_000, 0, 700_000, 100_000], 100_000],
    ["multiples of 65,536 ns", [65_536 * 4, 65_536 * 6, 65_536 * 10, 65_536 * 15], 65_536],
    [
      "multiples of a step that is no whole number",
      [163_840.25, 409_599.6, 573_440.1].map(Math.round),
      81_920,
    ],
    ["nothing but zeros", [0, 0], 100_000],
  ])("%s", (_, differences, step) => {
    expect(Math.abs(stepOf(...differences)! / step - 1)).toBeLessThan(0.01); // rounding to whole nanoseconds
  });
  it.each([
    ["nanoseconds", [500_129, 731, 2_401_877, 501]],
    ["steps of 1,024 ns", [512_000, 3072, 2_048_000]],
    ["one difference, which could be anything", [200_000]],
    ["nothing", []],
  ])("fine or unknown: %s", (_, differences) => {
    expect(stepOf(...differences)).toBeUndefined();
  });
});
