/** Room for a kernel's parameters: 16 numbers of 4 bytes. */
const PARAM_WORDS = 16;

/** A kernel's parameters in the order of its `Params`: whole numbers first, then floats. */
export interface Params {
  u32: readonly number[];
  f32?: readonly number[];
}

/** What a kernel needs of a compute pass. */
export type ComputePass = Pick<GPUComputePassEncoder, "setPipeline" | "setBindGroup" | "dispatchWorkgroups">;

/** One GPU program, ready to be put into a compute pass. */
export interface Kernel {
  /**
   * `buffers`: inputs in argument order, output last. A slot has one set of parameters: a kernel that stands more than once in a
   * submission needs as many.
   */
  dispatch(
    pass: ComputePass,
    params: Params,
    buffers: readonly GPUBuffer[],
    x: number,
    y?: number,
    slot?: number,
  ): void;
  destroy(): void;
}

/** Compiles WGSL with its `override` constants. The bindings are 0 params, then the buffers in order. */
export function createKernel(
  device: GPUDevice,
  label: string,
  code: string,
  constants: Record<string, number>,
): Kernel {
  const module = device.createShaderModule({ label, code });
  const pipeline = device.createComputePipeline({ label, layout: "auto", compute: { module, constants } });
  const createUniform = () =>
    device.createBuffer({
      label: `${label} params`,
      size: PARAM_WORDS * 4,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
  const uniforms = [createUniform()];
  return {
    dispatch(pass, { u32, f32 = [] }, buffers, x, y = 1, slot = 0) {
      uniforms[slot] ??= createUniform();
      const uniform = uniforms[slot];
      const words = new Uint32Array(PARAM_WORDS);
      words.set(u32);
      new Float32Array(words.buffer).set(f32, u32.length);
      device.queue.writeBuffer(uniform, 0, words);
      const entries = [uniform, ...buffers].map((buffer, binding) => ({ binding, resource: { buffer } }));
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        device.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries }),
      );
      pass.dispatchWorkgroups(x, y);
    },
    destroy() {
      for (const uniform of uniforms) uniform.destroy();
    },
  };
}
