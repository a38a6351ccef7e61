import type { BackendChoice, BackendStatus } from "../core/api.ts";
import { wasmThreads } from "./webRuntime.ts";

/** How long a browser may take to find its GPU, ms. */
const PATIENCE = 10_000;

/** What ONNX Runtime and our kernels take for granted: every WebGPU adapter should have as much. */
const LEAST = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupsPerDimension: 65535,
} as const;

/** Software adapters by name, for browsers that don't say so. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render/i;

/** An adapter of any browser: what it says of itself has moved about, and may be missing. */
export interface AnyAdapter {
  limits?: Partial<Record<keyof typeof LEAST, number>>;
  info?: Partial<GPUAdapterInfo>;
  /** Before `info.isFallbackAdapter`. */
  isFallbackAdapter?: boolean;
  /** Before `info`. */
  requestAdapterInfo?: () => Promise<Partial<GPUAdapterInfo>>;
}

export interface AnyGpu {
  requestAdapter(options?: GPURequestAdapterOptions): Promise<AnyAdapter | null>;
}

/** Where it looks: a worker's own, but for tests. */
export interface Surroundings {
  gpu: AnyGpu | undefined;
  isSecureContext: boolean;
  patienceMs: number;
}

/** Which machine to compute on, and why: a real adapter gets WebGPU, everything else WASM, unless a person says otherwise. */
export async function chooseBackend(
  choice: BackendChoice,
  around: Partial<Surroundings> = {},
): Promise<BackendStatus> {
  const threads = wasmThreads();
  if (choice === "wasm") return { backend: "wasm", reason: "you chose it", threads };
  const found = await lookForAdapter({
    gpu: globalThis.navigator?.gpu,
    isSecureContext: globalThis.isSecureContext,
    patienceMs: PATIENCE,
    ...around,
  });
  const adapter = "name" in found ? { adapter: found.name } : {};
  if ("why" in found && !(found.works && choice === "webgpu")) {
    const reason = choice === "webgpu" ? `${found.why}, so WebGPU can't be used as you asked` : found.why;
    return { backend: "wasm", reason, ...adapter, threads };
  }
  const reason = choice === "webgpu" ? "you chose it" : "a GPU adapter was found";
  return { backend: "webgpu", reason, ...adapter, threads };
}

/** An adapter's name; `why` it is not taken unasked, if so, and whether it `works` all the same. */
type Found = { name: string } | { why: string; works: boolean; name?: string };

async function lookForAdapter({ gpu, isSecureContext, patienceMs }: Surroundings): Promise<Found> {
  if (!gpu) {
    const why = isSecureContext
      ? "this browser has no WebGPU"
      : "browsers give no GPU to pages that are not on https";
    return { why, works: false };
  }
  let adapter: AnyAdapter | null | undefined;
  let info: Partial<GPUAdapterInfo>;
  try {
    // as ONNX Runtime asks, so that it is told of the same one
    adapter = await within(patienceMs, gpu.requestAdapter({ powerPreference: "high-performance" }));
    if (adapter === undefined) return { why: "the GPU did not answer in time", works: false };
    if (adapter === null) return { why: "no GPU adapter was found", works: false };
    info = adapter.info ?? (await within(patienceMs, adapter.requestAdapterInfo?.())) ?? {};
  } catch (error) {
    return { why: `the browser refused its GPU (${(error as Error).message})`, works: false };
  }
  const { vendor, architecture, device, description } = info;
  const words = [vendor, architecture, device].filter(Boolean).join(" ");
  const name = description || words || "unnamed adapter";
  const short = tooSmall(adapter);
  if (short) return { why: `the GPU adapter (${name}) is too small: ${short}`, works: false, name };
  if (info.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false) return software(name);
  return SOFTWARE.test(`${words} ${description}`) ? software(name) : { name };
}

const software = (name: string): Found => ({
  why: `the only GPU adapter (${name}) is a software one, which would be slower`,
  works: true,
  name,
});

/** The first limit that it has less of than every WebGPU adapter should have; one that it does not tell counts as kept. */
function tooSmall({ limits = {} }: AnyAdapter): string | undefined {
  for (const [name, least] of Object.entries(LEAST)) {
    const has = limits[name as keyof typeof LEAST] ?? least;
    if (has < least) return `${name} is ${has}, needed are ${least}`;
  }
  return undefined;
}

/** What `answer` gives, or undefined where it takes too long. */
function within<T>(ms: number, answer: Promise<T> | undefined): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
