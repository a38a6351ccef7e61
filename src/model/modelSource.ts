import type { LoadedModel, TapList } from "../core/api.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";

/** A model that is open, or whose layers are still coming in: text → tokens → the residual stream of every layer. */
export interface ModelSource<R> extends ActivationSource<R> {
  /** The embedding, input of block 0: [batch, pos, dModel]; absent where a graph keeps it to itself. */
  residPre?(batch: readonly (readonly number[])[]): Float32Array;
  /** Layer 0 can run. Rejects with what stopped it. */
  readonly firstLayer: Promise<void>;
  /** The last layer has come, and with it the hash of all weights that are used. Rejects with what stopped it. */
  readonly loaded: Promise<LoadedModel>;
  /** Element type of the weights as they were read: "F32", "F16", "BF16", or several. */
  readonly dtype: string;
  /** Bytes of weights when all layers are open: float32 (or F16 matrices) in sessions, the embedding as it was read. */
  readonly weightsBytes: number;
  /** Of an .onnx file: where its layers were found. */
  readonly taps?: TapList;
  /** What keeping the weights as F16 costs, where they were rounded on this visit; known once `loaded` is. See halfProbe. */
  readonly f16Error?: number | undefined;
  /** Where matrices are F16 in sessions, and all is computed in float32; known once `loaded` is. */
  readonly half?: HalfWeights | undefined;
  /** Stops loading and gives everything back. */
  release(): Promise<void>;
}

/** Matrices that are kept as F16 where they are computed with. */
export interface HalfWeights {
  /** They were read as F16, so nothing was rounded. */
  exact: boolean;
  /** Layers that can't be F16, and are not. */
  inF32: number[];
}

export interface OpenOptions {
  /** Bytes of weights that may stay open; past them the rest is opened and closed in turn. Absent: all stay. */
  budgetBytes?: number;
  /** Keeps matrices as F16 in sessions, half the bytes; the runtime must take F16 (on WebGPU: `shader-f16`). */
  halfWeights?: boolean;
  /** Opens no layer before a run asks for it, and keeps none open. */
  onDemand?: boolean;
  /** Told of each layer that has come. */
  onLayer?: (layer: number, nLayers: number) => void;
  /** Told of bytes that came over the network. */
  onBytes?: (bytes: number) => void;
  signal?: Signal;
}
