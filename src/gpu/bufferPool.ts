/** Smallest buffer handed out, in bytes. */
const LEAST_BYTES = 256;

/** Buffers that are used again. Sizes are rounded up to powers of two, so never ask a buffer how long its data is. */
export interface BufferPool {
  take(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer;
  /** Gives a buffer back; work already on the queue still finds its contents. */
  give(...buffers: readonly GPUBuffer[]): void;
  destroy(): void;
}

export function createBufferPool(device: GPUDevice): BufferPool {
  const free = new Map<string, GPUBuffer[]>();
  const all = new Set<GPUBuffer>();
  const keyOf = (size: number, usage: GPUBufferUsageFlags) => `${size}:${usage}`;
  let destroyed = false;
  return {
    take(label, bytes, usage) {
      const size = Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(bytes)));
      const used = free.get(keyOf(size, usage))?.pop();
      const buffer = used ?? device.createBuffer({ label, size, usage });
      buffer.label = label;
      all.add(buffer);
      return buffer;
    },
    give(...buffers) {
      for (const buffer of buffers) {
        if (destroyed) continue;
        const key = keyOf(buffer.size, buffer.usage);
        free.set(key, [...(free.get(key) ?? []), buffer]);
      }
    },
    destroy() {
      destroyed = true;
      for (const buffer of all) buffer.destroy();
      all.clear();
      free.clear();
    },
  };
}
