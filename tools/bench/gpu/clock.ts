import type { ClockName } from "./kernelRow.ts";

/** Puts commands on an encoder. */
export type Encode = (encoder: GPUCommandEncoder) => void;

/** Times what a device does. `src/gpu/passTimer.ts` times programs only; this one a copy too, in the same way. */
export interface Clock {
  name: ClockName;
  /** Milliseconds of one run of some submissions. `encodes` must not wait. */
  time(encodes: readonly Encode[]): Promise<number>;
  destroy(): void;
}

export function openClock(device: GPUDevice): Clock {
  return device.features.has("timestamp-query") ? timestampClock(device) : wallClock(device);
}

const STAMP_BYTES = 8;
/** What is shorter is put between two stamps several times: an empty pass, and a tick of the clock, take microseconds themselves. */
const SHORT_MS = 0.2;
const MOST_BETWEEN = 64;
/** Submissions whose stamps are read at once. */
const MOST = 64;

/** From the end of an empty pass before to the end of an empty one after: a copy has no place for stamps of its own. */
function timestampClock(device: GPUDevice): Clock {
  const label = "bench clock";
  const querySet = device.createQuerySet({ label, type: "timestamp", count: 2 * MOST });
  const size = 2 * MOST * STAMP_BYTES;
  const resolved = device.createBuffer({
    label,
    size,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const staging = device.createBuffer({
    label,
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const stamp = (encoder: GPUCommandEncoder, at: number) => {
    encoder.beginComputePass({ label, timestampWrites: { querySet, endOfPassWriteIndex: at } }).end();
  };
  const run = async (encodes: readonly Encode[], times: number) => {
    if (encodes.length > MOST) throw new Error(`${encodes.length} submissions to time, at most ${MOST}`);
    for (const [i, encode] of encodes.entries()) {
      const encoder = device.createCommandEncoder({ label });
      stamp(encoder, 2 * i);
      for (let k = 0; k < times; k++) encode(encoder);
      stamp(encoder, 2 * i + 1);
      device.queue.submit([encoder.finish()]);
    }
    const encoder = device.createCommandEncoder({ label });
    encoder.resolveQuerySet(querySet, 0, 2 * encodes.length, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, 2 * encodes.length * STAMP_BYTES);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
    staging.unmap();
    let ns = 0;
    for (let i = 0; i < encodes.length; i++) ns += Number(stamps[2 * i + 1]! - stamps[2 * i]!);
    return ns / 1e6 / times;
  };
  return {
    name: "timestamp queries",
    async time(encodes) {
      const once = await run(encodes, 1);
      if (once >= SHORT_MS) return once;
      return run(encodes, Math.min(MOST_BETWEEN, Math.ceil(SHORT_MS / Math.max(once, 0.001))));
    },
    destroy() {
      querySet.destroy();
      resolved.destroy();
      staging.destroy();
    },
  };
}

/** How long one sample must take, so that sending it and hearing of its end weigh little. */
const LEAST_MS = 20;
const MOST_TIMES = 1000;

/** Many runs one after another, then their end: what sending each submission costs is in it. */
function wallClock(device: GPUDevice): Clock {
  const run = async (encodes: readonly Encode[], times: number) => {
    await device.queue.onSubmittedWorkDone();
    const start = performance.now();
    for (let i = 0; i < times; i++) {
      for (const encode of encodes) {
        const encoder = device.createCommandEncoder();
        encode(encoder);
        device.queue.submit([encoder.finish()]);
      }
    }
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  return {
    name: "wall clock",
    async time(encodes) {
      let times = 1;
      let ms = await run(encodes, times);
      while (ms < LEAST_MS && times < MOST_TIMES) {
        times = Math.min(MOST_TIMES, Math.ceil(times * Math.max(2, (1.2 * LEAST_MS) / Math.max(ms, 0.1))));
        ms = await run(encodes, times);
      }
      return ms / times;
    },
    destroy() {},
  };
}
