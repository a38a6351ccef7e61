/** A device of a test's own that is lost after a given call, and what was called on it. */
export interface Losable {
  device: GPUDevice;
  /** What was called so far, by the names of the calls. */
  calls: string[];
  /** Loses the device as soon as so many more calls were made; 1: with the next. */
  loseAfter(calls: number): void;
  /** What it found fault with and nobody asked for. */
  errors: string[];
}

const ON_DEVICE = ["createBuffer", "createShaderModule", "createComputePipeline", "createBindGroup"] as const;
const ON_QUEUE = ["writeBuffer", "submit", "onSubmittedWorkDone"] as const;

/** Waits, so that a loss in the call before has been told. */
export async function losable(): Promise<Losable> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error("no WebGPU adapter: these tests need one, on a GPU or on SwiftShader");
  const device = await adapter.requestDevice({ label: "to be lost" });
  const calls: string[] = [];
  const errors: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  device.addEventListener("uncapturederror", ({ error }) => errors.push(error.message));
  const called = (name: string) => {
    calls.push(name);
    if (--left === 0) device.destroy();
  };
  // biome-ignore lint/suspicious/noExplicitAny: any method of any object
  const watch = (owner: any, name: string, label: (args: any[]) => string | undefined) => {
    const method = owner[name].bind(owner);
    owner[name] = (...args: unknown[]) => {
      const result = method(...args);
      called([name, label(args)].filter(Boolean).join(" "));
      return result;
    };
  };
  for (const name of ON_DEVICE) watch(device, name, ([descriptor]) => descriptor?.label);
  for (const name of ON_QUEUE) watch(device.queue, name, () => undefined);
  const { createBuffer } = device;
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    watch(buffer, "mapAsync", () => descriptor.label);
    return buffer;
  };
  watch(device, "createCommandEncoder", ([descriptor]) => descriptor?.label);
  return {
    device,
    calls,
    errors,
    loseAfter(n) {
      left = n;
    },
  };
}
