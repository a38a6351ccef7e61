import type { KernelTime, KernelTimes } from "../core/api.ts";
import { meanMs } from "../core/kernelTimes.ts";
import { formatCount } from "../plot/format.ts";
import type { Texts } from "./texts/en.ts";
import { milliseconds } from "./words.ts";

type Words = Texts["common"]["kernels"];

export function kernelName({ kernel }: KernelTime, t: Words): string {
  return t.names[kernel] ?? kernel;
}

/** Mean time of a run; undefined where kernels were only counted. */
export function eachRun(time: KernelTime, times: KernelTimes, t: Words): string | undefined {
  if (times.how === "wall") return undefined;
  const ms = meanMs(time, times);
  return ms === undefined ? t.below(milliseconds(times.stepNs! / 1e6)) : milliseconds(ms);
}

/** “pool 0.02 ms × 24, log-likelihood 0.31 ms × 12”. */
export function kernelsInWords(times: KernelTimes, t: Words): string {
  const each = times.kernels.map((time) => {
    const [name, runs, took] = [kernelName(time, t), formatCount(time.count), eachRun(time, times, t)];
    return took === undefined ? t.ran(name, runs) : t.took(name, took, runs);
  });
  return each.join(", ");
}

/** What the times were taken by, and how finely. */
export function timedBy({ how, stepNs, wallMs, isPartial }: KernelTimes, t: Words): string {
  const step = stepNs === undefined ? undefined : milliseconds(stepNs / 1e6);
  const clock =
    how === "wall"
      ? t.noGpuClock(milliseconds(wallMs))
      : how === "cpu"
        ? step === undefined
          ? t.clock
          : t.clockSteps(step)
        : step === undefined
          ? t.gpuClock
          : t.gpuClockSteps(step);
  return isPartial ? t.partial(clock) : clock;
}
