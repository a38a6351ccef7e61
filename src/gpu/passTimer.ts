import type { KernelTime, KernelTimes } from "../core/kernelTimes.ts";
import { createClockStep } from "./clockStep.ts";
import type { ComputePass } from "./kernel.ts";
import { createKernelStamps, type Stamps } from "./kernelStamps.ts";

// const timer = timePasses(device);       // from now on submitPass times each program on it
// submitPass(device, …);
// const { how, kernels, stepNs } = await timer.read();       // since the last reading
// timer.stop();
//
// Nanoseconds need `timestamp-query` among the device's features. Chromium rounds them, to 65,536 ns where a tick is a
// nanosecond, unless started with --enable-unsafe-webgpu; Dawn in Node with "disable-dawn-features=timestamp_quantization" does not.

/** As many queries as WebGPU allows a set. */
const QUERIES = 4096;

export interface PassTimer {
  /** What ran since the last reading, or since the start. Never rejects: what a lost device keeps is told by `isPartial`. */
  read(): Promise<KernelTimes>;
  /** Forgets what ran so far. */
  reset(): void;
  /** Passes are submitted as before it was started. */
  stop(): void;
  /** For `submitPass`: has `encode` fill a pass of its own for each program. */
  encode(encoder: GPUCommandEncoder, label: string, encode: (pass: ComputePass) => void): void;
  /** For `submitPass`: it is on the queue. */
  submitted(): void;
}

/** Those of a device that were not stopped, in the order of their start. */
const timers = new WeakMap<GPUDevice, PassTimer[]>();

/** The timer that is on, where there is one. */
export function passTimer(device: GPUDevice): PassTimer | undefined {
  return timers.get(device)?.at(-1);
}

/** From one reading to the next. */
interface Stretch {
  kernels: Map<string, KernelTime>;
  clock: ReturnType<typeof createClockStep>;
  pending: Promise<void>[];
  wallMs: number;
  isPartial: boolean;
}

/** Times each program on a device until stopped; one that was on before waits meanwhile. Programs lose what they could overlap. */
export function timePasses(device: GPUDevice, queries = QUERIES): PassTimer {
  const stamps = device.features.has("timestamp-query") ? createKernelStamps(device, queries) : undefined;
  const started = timers.get(device) ?? [];
  let stretch = newStretch();
  let lastDone = 0;

  /** Follows what was put on the queue. */
  function submitted(): void {
    const mine = stretch;
    const follow = (work: Promise<void>) => {
      const followed = work.catch(() => {
        mine.isPartial = true;
      });
      mine.pending.push(followed);
    };
    const at = performance.now();
    const done = () => {
      const now = performance.now();
      mine.wallMs += now - Math.max(at, lastDone);
      lastDone = now;
    };
    follow(device.queue.onSubmittedWorkDone().then(done));
    for (const copied of stamps?.take() ?? []) follow(gather(copied, mine));
  }

  function next(): Stretch {
    if (stamps && !stamps.isEmpty()) {
      const encoder = device.createCommandEncoder({ label: "kernel times" });
      stamps.resolve(encoder);
      device.queue.submit([encoder.finish()]);
      submitted();
    }
    const was = stretch;
    stretch = newStretch();
    return was;
  }

  const timer: PassTimer = {
    async read() {
      const was = next();
      await Promise.all(was.pending);
      const stepNs = was.clock.step();
      return {
        how: stamps ? "timestamps" : "wall",
        kernels: [...was.kernels.values()],
        ...(stepNs !== undefined && { stepNs }),
        wallMs: was.wallMs,
        ...(was.isPartial && { isPartial: true }),
      };
    },
    reset: () => void next(),
    stop() {
      const at = started.indexOf(timer);
      if (at >= 0) started.splice(at, 1);
      stamps?.destroy();
    },
    encode(encoder, label, encode) {
      if (stamps) return stamps.encode(encoder, encode);
      const pass = encoder.beginComputePass({ label });
      encode({
        setPipeline(pipeline) {
          note(stretch, pipeline.label, 0);
          pass.setPipeline(pipeline);
        },
        setBindGroup: (index: number, group: GPUBindGroup | null) => pass.setBindGroup(index, group), // no kernel has offsets
        dispatchWorkgroups: (...size) => pass.dispatchWorkgroups(...size),
      });
      pass.end();
    },
    submitted,
  };
  started.push(timer);
  timers.set(device, started);
  return timer;
}

function newStretch(): Stretch {
  return { kernels: new Map(), clock: createClockStep(), pending: [], wallMs: 0, isPartial: false };
}

async function gather({ staging, kernels }: Stamps, stretch: Stretch): Promise<void> {
  try {
    await staging.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(staging.getMappedRange());
    let last: bigint | undefined;
    for (const [i, kernel] of kernels.entries()) {
      const [begin, end] = [times[2 * i]!, times[2 * i + 1]!];
      const ns = Math.max(0, Number(end - begin)); // the spec lets a clock step back
      stretch.clock.add(ns);
      if (last !== undefined) stretch.clock.add(Number(begin - last));
      last = end;
      note(stretch, kernel, ns);
    }
  } finally {
    staging.destroy();
  }
}

function note({ kernels }: Stretch, kernel: string, ns: number): void {
  const time = kernels.get(kernel) ?? { kernel, count: 0, totalNs: 0, minNs: ns };
  time.count++;
  time.totalNs += ns;
  time.minNs = Math.min(time.minNs, ns);
  kernels.set(kernel, time);
}
