import { Failure } from "../core/failure.ts";

/** How much of a device is used at once; a test asks for less than it allows. */
export interface GpuLimits {
  /** Longest buffer: a power of two, as the pool's buffers are. */
  bindingBytes: number;
  /** Workgroups in one dimension of a dispatch. */
  maxGroups: number;
}

export function limitsOf({ limits }: GPUDevice): GpuLimits {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  return {
    bindingBytes: 2 ** Math.floor(Math.log2(most)),
    maxGroups: limits.maxComputeWorkgroupsPerDimension,
  };
}

/** @throws Failure("no-webgpu") where `what` is longer than a buffer may be */
export function requireRoom(bytes: number, { bindingBytes }: GpuLimits, what: string): void {
  if (bytes > bindingBytes) {
    throw new Failure(
      "no-webgpu",
      `The GPU's buffers of ${bindingBytes} bytes don't hold the ${bytes} of ${what}: choose WebAssembly.`,
    );
  }
}
