/** As much of navigator.gpu as is asked. */
interface Gpu {
  requestAdapter(
    options: GPURequestAdapterOptions,
  ): Promise<{ readonly features?: { has(feature: string): boolean } } | null>;
}

/** Whether the adapter that ONNX Runtime takes computes in 16-bit floats: without, it refuses a graph that holds any. */
export async function hasShaderF16(gpu: Gpu | undefined = globalThis.navigator?.gpu): Promise<boolean> {
  try {
    const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
    return adapter?.features?.has("shader-f16") ?? false;
  } catch {
    return false;
  }
}
