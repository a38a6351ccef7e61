import { version } from "../package.json";
import type { Progress, SelfCheck } from "../src/core/api.ts";
import { PROBE, worstLayer } from "../src/core/probe.ts";
import { progressMeter } from "../src/engine/progress.ts";
import { medianAndSlowest, probe, verdictOf } from "../src/engine/selfCheck.ts";
import { wasmKit } from "./kits.ts";
import type { OpenLab } from "./openLab.ts";
import { timedProbe } from "./timedProbe.ts";

/** Runs the probe on the open model, and on WASM besides where another backend is active: there, layer after layer. */
export async function selfCheck(open: OpenLab, onProgress: (progress: Progress) => void): Promise<SelfCheck> {
  const { found, source, opened } = open;
  const { shape, residentLayers } = await open.loaded;
  const { status } = opened;
  const compares = status.backend !== "wasm";
  const meter = progressMeter("Checking the model", onProgress);
  const passes = compares ? 2 : 1;
  let done = 0;
  const onLayer = () => meter(++done, passes * shape.nLayers);
  const { active, kernels } = await timedProbe(open, onLayer);
  let worst: { layer: number; error: number } | undefined;
  if (compares && active.finite) {
    const { runtime } = await wasmKit();
    const reference = await found.open(runtime, { onDemand: true });
    try {
      worst = worstLayer(active.layers, (await probe(reference, runtime.toArray, onLayer)).layers);
    } finally {
      await reference.release();
    }
  }
  const f16Error = source.f16Error ?? (await found.f16Error?.());
  const backend = status.backend === "wasm" ? "WASM" : "WebGPU";
  const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;
  return {
    model: shape.id,
    ...(shape.revision !== undefined && { revision: shape.revision }),
    source: found.from,
    backend,
    reason: status.reason,
    ...(status.adapter !== undefined && { adapter: status.adapter }),
    threads: status.threads,
    dtype: source.dtype,
    computedIn: "F32",
    weightsSha256: shape.weightsSha256,
    nLayers: shape.nLayers,
    dModel: shape.dModel,
    probe: PROBE,
    nTokens: active.tokenIds.length,
    ...(worst && { maxError: worst.error, worstLayer: worst.layer }),
    ...(f16Error !== undefined && { f16Error }),
    ...(source.half && { half: source.half }),
    ...verdictOf(backend, active.finite, worst, source.half),
    ms: { ...open.ms, probe: active.ms },
    layerMs: medianAndSlowest(active.layerMs),
    ...(kernels && { kernels }),
    memory: {
      weightsBytes: source.weightsBytes,
      residentLayers,
      paged: residentLayers < shape.nLayers,
      ...(heap !== undefined && { heapBytes: heap }),
    },
    userAgent: navigator.userAgent,
    version,
  };
}

/** Why WebGPU is not to be trusted with this model; undefined where it is. */
export function failedCheck({
  passed,
  backend,
  maxError,
  worstLayer,
  half,
}: Pick<SelfCheck, "passed" | "backend" | "maxError" | "worstLayer" | "half">): string | undefined {
  if (passed || backend !== "WebGPU") return undefined;
  const what = half ? "WebGPU with F16 weights" : "WebGPU";
  if (maxError === undefined) return `${what} failed the self-check: it gave values that are not finite`;
  const share = `${maxError.toExponential(1)} of a layer’s largest value, at layer ${worstLayer}`;
  return `${what} failed the self-check: it differs from WASM by ${share}`;
}
