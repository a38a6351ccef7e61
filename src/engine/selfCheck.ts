import type { SelfCheck } from "../core/api.ts";
import { probeIds } from "../core/probe.ts";
import type { ActivationSource, LayerActivations, Signal } from "../core/seams.ts";

/** A model's residual streams of the probe sentence. */
export interface Probed {
  tokenIds: number[];
  /** [layer], each [pos, dModel]. */
  layers: Float32Array[];
  finite: boolean;
  /** Milliseconds of the pass. */
  ms: number;
  /** [layer], of which each took from being asked for until its values were copied. */
  layerMs: number[];
}

/** Runs the probe; `toArray` copies a layer's stream to where it can be compared. What `onLayer` does is not timed. */
export async function probe<R>(
  source: ActivationSource<R>,
  toArray: (residPost: R, length: number) => Promise<Float32Array>,
  onLayer: (layer: number, activations: LayerActivations<R>) => unknown = () => {},
  signal?: Signal,
): Promise<Probed> {
  const tokenIds = probeIds(source);
  const layers: Float32Array[] = [];
  const layerMs: number[] = [];
  let asked = performance.now();
  for await (const activations of source.run([tokenIds], signal)) {
    const { layer, residPost } = activations;
    layers[layer] = await toArray(residPost, tokenIds.length * source.shape.dModel);
    layerMs[layer] = performance.now() - asked;
    await onLayer(layer, activations);
    asked = performance.now();
  }
  const ms = layerMs.reduce((sum, one) => sum + one, 0);
  return { tokenIds, layers, finite: layers.every((values) => values.every(Number.isFinite)), ms, layerMs };
}

/** Of times [layer]. */
export function medianAndSlowest(layerMs: readonly number[]): SelfCheck["layerMs"] {
  const rising = layerMs.toSorted((a, b) => a - b);
  const slowest = rising.at(-1) ?? 0;
  const half = rising.length / 2;
  const median = ((rising[Math.ceil(half) - 1] ?? 0) + (rising[Math.floor(half)] ?? 0)) / 2;
  return { median, slowest, slowestLayer: Math.max(0, layerMs.indexOf(slowest)) };
}

/** What two backends in float32 may differ by, as a share of a layer's greatest value: sums in another order, other erf and exp. */
export const TOLERANCE = 1e-4;

/**
 * What rounding a model's matrices to F16 may make of it besides: each weight is within 2^-11 of itself, and a block has four
 * matrices one after the other.
 */
export const HALF_TOLERANCE = 4 * 2 ** -11;

/** What a backend may differ by from WASM in float32. `half`: of matrices kept as F16, which were `exact` if they were read so. */
export function toleranceOf(half: { exact: boolean } | undefined): number {
  return half && !half.exact ? HALF_TOLERANCE : TOLERANCE;
}

/** The sentence under a self-check. `worst`: absent where WASM, the reference, is itself the backend. */
export function verdictOf(
  backend: string,
  finite: boolean,
  worst: { layer: number; error: number } | undefined,
  half?: { exact: boolean },
): { passed: boolean; verdict: string } {
  if (!finite) {
    const remedy = half
      ? "It goes back to float32 weights."
      : "Another backend, or another copy of the model, may do better.";
    const verdict = `Failed: on ${backend} the residual stream holds values that are not finite. ${remedy}`;
    return { passed: false, verdict };
  }
  if (!worst) {
    return {
      passed: true,
      verdict: `Passed: all values are finite. ${backend} is the reference that other backends are compared with.`,
    };
  }
  const share = `${worst.error.toExponential(1)} of a layer’s largest value at most, at layer ${worst.layer}`;
  const tolerance = toleranceOf(half);
  const rounding = tolerance === TOLERANCE ? "float32" : "its weights to F16";
  const remedy = half ? "It goes back to float32 weights." : "Choose WASM as the backend.";
  return worst.error <= tolerance
    ? {
        passed: true,
        verdict: `Passed: ${backend} and WASM differ by ${share}: the rounding of ${rounding}.`,
      }
    : {
        passed: false,
        verdict: `Failed: ${backend} and WASM differ by ${share}, more than ${Number(tolerance.toPrecision(2))}. ${remedy}`,
      };
}
