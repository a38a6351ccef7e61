import { afterEach, expect } from "vitest";

const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) throw new Error("no WebGPU adapter: these tests need one, on a GPU or on SwiftShader");
// Nothing is asked for, so every kernel is tested under WebGPU's default limits and without features: the harder case.
const device = await adapter.requestDevice({ label: "test" });
const errors: string[] = [];
const buffers: GPUBuffer[] = [];
device.addEventListener("uncapturederror", ({ error }) => errors.push(error.message));

/** The device of this file's tests. Whatever it finds fault with fails the test; its buffers live as long as the test. */
export const gpu = device;

afterEach(async () => {
  await device.queue.onSubmittedWorkDone();
  for (const buffer of buffers.splice(0)) buffer.destroy();
  expect(errors.splice(0)).toEqual([]);
});

const USAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** A storage buffer with room for `bytes`. */
export function room(bytes: number, on = device): GPUBuffer {
  const buffer = on.createBuffer({ label: "test", size: bytes, usage: USAGE });
  buffers.push(buffer);
  return buffer;
}

/** A storage buffer that holds `data` and, past its end, as many bytes of rubbish as asked for. */
export function uploaded(data: ArrayLike<number>, rubbish = 0, on = device): GPUBuffer {
  const buffer = room(data.length * 4 + rubbish, on);
  on.queue.writeBuffer(buffer, data.length * 4, new Float32Array(rubbish / 4).fill(12345));
  on.queue.writeBuffer(buffer, 0, Float32Array.from(data));
  return buffer;
}

/** Runs one compute pass and reads the first `bytes` of `output`. */
export async function computed(
  encode: (pass: GPUComputePassEncoder) => void,
  output: GPUBuffer,
  bytes: number,
  on = device,
): Promise<ArrayBuffer> {
  const staging = on.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  buffers.push(staging);
  const encoder = on.createCommandEncoder();
  const pass = encoder.beginComputePass();
  encode(pass);
  pass.end();
  encoder.copyBufferToBuffer(output, 0, staging, 0, bytes);
  on.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  return staging.getMappedRange().slice(0);
}
