import type { ComputePass } from "./kernel.ts";

const BYTES = BigUint64Array.BYTES_PER_ELEMENT;

/** Timestamps on their way back: [program, 2] nanoseconds, and which kernel each program was. */
export interface Stamps {
  staging: GPUBuffer;
  kernels: string[];
}

/** Stamps the begin and the end of programs. `queries`: of its query set, which is emptied within an encoder where it is full. */
export function createKernelStamps(device: GPUDevice, queries: number) {
  const label = "kernel times";
  const querySet = device.createQuerySet({ label, type: "timestamp", count: queries });
  const resolved = device.createBuffer({
    label,
    size: queries * BYTES,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  let kernels: string[] = [];
  const copied: Stamps[] = [];

  /** Empties the query set into a buffer that `take` gives out. */
  function resolve(encoder: GPUCommandEncoder): void {
    const count = 2 * kernels.length;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = device.createBuffer({ label, size: count * BYTES, usage });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, count * BYTES);
    copied.push({ staging, kernels });
    kernels = [];
  }

  return {
    isEmpty: () => kernels.length === 0,
    resolve,
    /** Has `encode` fill a pass for each program, from its `setPipeline` on. */
    encode(encoder: GPUCommandEncoder, encode: (pass: ComputePass) => void): void {
      const stamped = [...kernels];
      let pass: GPUComputePassEncoder | undefined;
      const begun = () => {
        if (!pass) throw new Error("a program begins with setPipeline");
        return pass;
      };
      const programs: ComputePass = {
        setPipeline(pipeline) {
          pass?.end();
          if (2 * kernels.length + 2 > queries) resolve(encoder);
          const at = 2 * kernels.length;
          kernels.push(pipeline.label);
          pass = encoder.beginComputePass({
            label: pipeline.label,
            timestampWrites: { querySet, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 },
          });
          pass.setPipeline(pipeline);
        },
        setBindGroup: (index: number, group: GPUBindGroup | null) => begun().setBindGroup(index, group), // no kernel has offsets
        dispatchWorkgroups: (...size) => begun().dispatchWorkgroups(...size),
      };
      try {
        encode(programs);
        pass?.end();
      } catch (error) {
        // nothing of this encoder will run
        kernels = copied.length > 0 ? [] : stamped;
        for (const { staging } of copied.splice(0)) staging.destroy();
        throw error;
      }
    },
    /** What has been copied out; to be mapped once its encoder is on the queue. */
    take: (): Stamps[] => copied.splice(0),
    destroy(): void {
      querySet.destroy();
      resolved.destroy();
    },
  };
}
