import { Failure } from "../core/failure.ts";
import type { BufferPool } from "./bufferPool.ts";
import { refusal } from "./device.ts";

/** Bytes of a buffer to read; both numbers are multiples of 4. */
export interface Part {
  buffer: GPUBuffer;
  from?: number;
  bytes: number;
}

/**
 * Reads parts of buffers, one mapping for all of them. Returns their bytes one after another.
 * @throws Failure("device-lost"), Failure("aborted") where the backend was disposed meanwhile
 */
export async function readBack(
  device: GPUDevice,
  pool: BufferPool,
  parts: readonly Part[],
): Promise<ArrayBuffer> {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const staging = pool.take("readback", bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  const encoder = device.createCommandEncoder({ label: "readback" });
  let at = 0;
  for (const { buffer, from = 0, bytes } of parts) {
    encoder.copyBufferToBuffer(buffer, from, staging, at, bytes);
    at += bytes;
  }
  device.queue.submit([encoder.finish({ label: "readback" })]);
  try {
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
  } catch {
    throw await refusal(
      device,
      new Failure("aborted", "The GPU's answer was dropped because the model was closed."),
    );
  }
  const copy = staging.getMappedRange(0, bytes).slice(0);
  staging.unmap();
  pool.give(staging);
  return copy;
}
