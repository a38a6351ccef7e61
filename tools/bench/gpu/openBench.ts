import type { Bench } from "./kernelCase.ts";

const USAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** A bench on a device, for one case. `close` frees what the case took. */
export function openBench(device: GPUDevice): Bench & { close(): void } {
  const owned: { destroy(): void }[] = [];
  const own = <T extends { destroy(): void }>(thing: T): T => {
    owned.push(thing);
    return thing;
  };
  const room = (bytes: number) => own(device.createBuffer({ label: "bench", size: bytes, usage: USAGE }));
  return {
    device,
    own,
    room,
    uploaded(data) {
      const buffer = room(data.byteLength);
      device.queue.writeBuffer(buffer, 0, data as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>);
      return buffer;
    },
    async read(buffer, bytes) {
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const staging = device.createBuffer({ label: "bench readback", size: bytes, usage });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const copy = staging.getMappedRange().slice(0);
      staging.destroy();
      return copy;
    },
    close() {
      for (const thing of owned.splice(0)) thing.destroy();
    },
  };
}
