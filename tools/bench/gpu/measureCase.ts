import { submitPass } from "../../../src/gpu/device.ts";
import type { ComputePass } from "../../../src/gpu/kernel.ts";
import { spreadOf } from "../measure.ts";
import type { Clock, Encode } from "./clock.ts";
import type { CaseMaker } from "./kernelCase.ts";
import type { KernelRow } from "./kernelRow.ts";
import { openBench } from "./openBench.ts";

/** How often each thing is run: for `ms`, but at least `least` and at most `most` times. */
export interface Patience {
  ms: number;
  least: number;
  most: number;
}

/** Runs a case once and compares it with its twin; where that is right, times kernel and copy in turns, then the twin. */
export async function measureCase(
  device: GPUDevice,
  clock: Clock,
  { kernel, size, open }: CaseMaker,
  patience: Patience,
): Promise<KernelRow> {
  const bench = openBench(device);
  try {
    const { work, twin, passes, reset, difference, tolerance } = await open(bench);
    reset?.();
    for (const encode of passes) submitPass(device, kernel, encode);
    const row = { kernel, size, ...work, difference: await difference(), tolerance };
    if (!(row.difference <= tolerance)) return { ...row, twin: { name: twin.name } };
    const run = passes.map(inPass); // programs are compiled by now
    const half = Math.max(4, Math.ceil(work.bytes / 8) * 4);
    const copy = copying(bench.room(half), bench.room(half), half);
    await clock.time(copy);
    const times = { kernel: [] as number[], copy: [] as number[] };
    await repeat(patience, async () => {
      times.kernel.push(await clock.time(run));
      times.copy.push(await clock.time(copy));
    });
    return {
      ...row,
      gpu: spreadOf(times.kernel),
      copy: spreadOf(times.copy),
      twin: { name: twin.name, time: spreadOf(await twinTimes(twin.run, patience)) },
    };
  } finally {
    bench.close();
  }
}

function inPass(encode: (pass: ComputePass) => void): Encode {
  return (encoder) => {
    const pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
  };
}

const copying = (from: GPUBuffer, to: GPUBuffer, bytes: number): Encode[] => [
  (encoder) => encoder.copyBufferToBuffer(from, 0, to, 0, bytes),
];

/** Clocks of browsers tick in tenths of a millisecond: a sample lasts at least this long. */
const LEAST_SAMPLE_MS = 5;

/** Milliseconds of one run each; the first run, with which functions are compiled, is not among them unless it took long. */
async function twinTimes(run: () => unknown, patience: Patience): Promise<number[]> {
  const once = timed(run, 1);
  if (once > patience.ms) return [once];
  const times = Math.max(1, Math.ceil(LEAST_SAMPLE_MS / Math.max(timed(run, 1), 0.01)));
  const samples: number[] = [];
  await repeat(patience, () => {
    samples.push(timed(run, times));
  });
  return samples;
}

function timed(run: () => unknown, times: number): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) run();
  return (performance.now() - start) / times;
}

async function repeat({ ms, least, most }: Patience, once: () => Promise<void> | void): Promise<void> {
  const start = performance.now();
  for (let n = 0; n < most && (n < least || performance.now() - start < ms); n++) await once();
}
