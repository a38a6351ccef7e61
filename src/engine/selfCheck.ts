import { probeIds } from "../core/probe.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";

/** A model's residual streams of the probe sentence. */
export interface Probed {
  tokenIds: number[];
  /** [layer], each [pos, dModel]. */
  layers: Float32Array[];
  finite: boolean;
  /** Milliseconds of the pass. */
  ms: number;
}

/** Runs the probe; `toArray` copies a layer's stream to where it can be compared. */
export async function probe<R>(
  source: ActivationSource<R>,
  toArray: (residPost: R, length: number) => Promise<Float32Array>,
  onLayer: (layer: number) => void = () => {},
  signal?: Signal,
): Promise<Probed> {
  const tokenIds = probeIds(source);
  const layers: Float32Array[] = [];
  const start = performance.now();
  for await (const { layer, residPost } of source.run([tokenIds], signal)) {
    layers[layer] = await toArray(residPost, tokenIds.length * source.shape.dModel);
    onLayer(layer);
  }
  const ms = performance.now() - start;
  return { tokenIds, layers, finite: layers.every((values) => values.every(Number.isFinite)), ms };
}

/** What two backends in float32 may differ by, as a share of a layer's greatest value: sums in another order, other erf and exp. */
export const TOLERANCE = 1e-4;

/** The sentence under a self-check. `worst`: absent where WASM, the reference, is itself the backend. */
export function verdictOf(
  backend: string,
  finite: boolean,
  worst: { layer: number; error: number } | undefined,
): { passed: boolean; verdict: string } {
  if (!finite) {
    const verdict = `Failed: on ${backend} the residual stream holds values that are not finite. Another backend, or another copy of the model, may do better.`;
    return { passed: false, verdict };
  }
  if (!worst) {
    return {
      passed: true,
      verdict: `Passed: all values are finite. ${backend} is the reference that other backends are compared with.`,
    };
  }
  const share = `${worst.error.toExponential(1)} of a layer’s largest value at most, at layer ${worst.layer}`;
  return worst.error <= TOLERANCE
    ? { passed: true, verdict: `Passed: ${backend} and WASM differ by ${share}: the rounding of float32.` }
    : {
        passed: false,
        verdict: `Failed: ${backend} and WASM differ by ${share}, more than ${TOLERANCE}. Choose WASM as the backend.`,
      };
}
