import type { BackendChoice, BackendStatus } from "../core/api.ts";
import { wasmThreads } from "./webRuntime.ts";

/** Which machine to compute on, and why: a real adapter gets WebGPU, everything else WASM, unless a person says otherwise. */
export async function chooseBackend(choice: BackendChoice): Promise<BackendStatus> {
  const threads = wasmThreads();
  const wasm = (reason: string): BackendStatus => ({ backend: "wasm", reason, threads });
  if (choice === "wasm") return wasm("you chose it");
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) {
    const why = navigator.gpu ? "no GPU adapter was found" : "this browser has no WebGPU";
    return wasm(choice === "webgpu" ? `${why}, so WebGPU can't be used as you asked` : why);
  }
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(" ") || "unnamed adapter";
  if (choice === "webgpu") return { backend: "webgpu", reason: "you chose it", adapter: name, threads };
  if (isFallbackAdapter) {
    return {
      ...wasm(`the only GPU adapter (${name}) is a software one, which would be slower`),
      adapter: name,
    };
  }
  return { backend: "webgpu", reason: `a GPU adapter was found`, adapter: name, threads };
}
