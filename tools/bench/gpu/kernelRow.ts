import type { Spread } from "../measure.ts";
import type { Work } from "./work.ts";

/** How times on the GPU were taken. */
export type ClockName = "timestamp queries" | "wall clock";

/** One kernel at one size: what was measured. Times in ms. */
export interface KernelRow extends Work {
  kernel: string;
  size: string;
  /** Undefined where it was wrong, and so not timed. */
  gpu?: Spread;
  /** The float64 function on the processor, on one thread. */
  twin: { name: string; time?: Spread };
  /** A copy on the same device that moves as many bytes: half of them read, half written. */
  copy?: Spread;
  /** Greatest relative difference from the twin, and how much is allowed. */
  difference: number;
  tolerance: number;
}

/** What follows from a row. */
export interface Achieved {
  /** Bytes a second. */
  bandwidth: number;
  /** Float operations a second. */
  flops: number;
  /** How many times as fast as the twin. */
  overTwin: number;
  /** How many times as long as the copy. */
  overCopy: number;
}

/** Of the medians; undefined where nothing was timed. */
export function achieved({ gpu, twin, copy, bytes, flop }: KernelRow): Achieved | undefined {
  if (!gpu || !twin.time || !copy) return undefined;
  const seconds = gpu.median / 1000;
  return {
    bandwidth: bytes / seconds,
    flops: flop / seconds,
    overTwin: twin.time.median / gpu.median,
    overCopy: gpu.median / copy.median,
  };
}

/** NaN is never right. */
export const isRight = ({ difference, tolerance }: KernelRow): boolean => difference <= tolerance;

/** All kernels on one device. */
export interface KernelTable {
  device: string;
  /** Limits and features that the device was given above the defaults. */
  granted: string;
  /** A processor that plays the GPU: only correctness counts. */
  software: boolean;
  clock: ClockName;
  /** The program that drove it: "Node 24.1 on Dawn", "Chromium 140". */
  where: string;
  date: string;
  rows: KernelRow[];
}
