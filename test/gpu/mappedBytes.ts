/** Runs `work` and counts the bytes that it maps for reading on any device: what leaves the GPU. */
export async function mappedBytes<T>(work: () => Promise<T>): Promise<{ result: T; bytes: number }> {
  const { mapAsync } = GPUBuffer.prototype;
  let bytes = 0;
  GPUBuffer.prototype.mapAsync = function (this: GPUBuffer, mode, offset = 0, size = this.size - offset) {
    if (mode & GPUMapMode.READ) bytes += size;
    return mapAsync.call(this, mode, offset, size);
  };
  try {
    return { result: await work(), bytes };
  } finally {
    GPUBuffer.prototype.mapAsync = mapAsync;
  }
}
