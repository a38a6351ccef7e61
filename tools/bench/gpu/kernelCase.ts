import type { ComputePass } from "../../../src/gpu/kernel.ts";
import type { Work } from "./work.ts";

/** Buffers and kernels on the bench's device that live as long as one case. */
export interface Bench {
  device: GPUDevice;
  /** A storage buffer that holds `data`, 32-bit numbers. */
  uploaded(data: Float32Array | Uint32Array): GPUBuffer;
  room(bytes: number): GPUBuffer;
  /** The first bytes of a buffer, read back. */
  read(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer>;
  /** Destroys a thing with the case, and hands it on. */
  own<T extends { destroy(): void }>(thing: T): T;
}

/** One kernel at one size, set up on a device. */
export interface KernelCase {
  work: Work;
  twin: { name: string; run(): unknown };
  /** One run: as many passes, each a submission of its own, because a kernel may stand in it only once. */
  passes: readonly ((pass: ComputePass) => void)[];
  /** Before the run that is compared, of a kernel that adds to what is there. Times are of runs without it. */
  reset?(): void;
  /** After a run: greatest relative difference from the twin. */
  difference(): Promise<number>;
  /** The difference that is allowed; the reason stands where it is given. */
  tolerance: number;
}

/** A case that is not set up yet: bags of a million values are made one at a time. */
export interface CaseMaker {
  kernel: string;
  size: string;
  open(bench: Bench): KernelCase | Promise<KernelCase>;
}
