import type {
  InferenceSession,
  InferenceSessionFactory,
  Tensor,
  TensorConstructor,
} from "onnxruntime-common";
import { Failure, throwIfAborted } from "../core/failure.ts";
import type { LayerActivations, Signal } from "../core/seams.ts";
import { gpt2Block } from "./architectures/gpt2.ts";
import { gptNeoxBlock } from "./architectures/gptNeox.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Architecture } from "./config.ts";
import { halfProbe } from "./halfProbe.ts";
import { type LayerSessions, type LayerSessionsOptions, openLayerSessions } from "./layerSessions.ts";
import { encodeModel } from "./onnxProto.ts";
import { attentionScale, causalMask, rotaryTables } from "./positions.ts";
import type { RowTable } from "./tensors.ts";

/** An ONNX Runtime, and how a residual stream looks on it: a Float32Array, or a buffer on the GPU. */
export interface Runtime<R> {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  readonly options: InferenceSession.SessionOptions;
  /** What is handed on of a session's output; valid until the output is disposed. */
  view(residPost: Tensor): R;
  /** Its first `length` values, copied to where they can be looked at. */
  toArray(residPost: R, length: number): Promise<Float32Array>;
}

/** One session a layer over one block graph. */
export interface BlockSessions<R> {
  /** The embedding, input of block 0: [batch, pos, dModel]. */
  residPre(batch: readonly (readonly number[])[]): Float32Array;
  /** Every layer's resid_post as it comes, of right-padded sequences. Stops between layers when told to. */
  run(batch: readonly (readonly number[])[], signal?: Signal): AsyncGenerator<LayerActivations<R>>;
  readonly firstLayer: LayerSessions["firstLayer"];
  readonly loaded: LayerSessions["loaded"];
  readonly inF32: LayerSessions["inF32"];
  /** See halfProbe; of the layers that have come so far. */
  f16Error(): number | undefined;
  release(): Promise<void>;
}

export interface BlockSessionsOptions extends LayerSessionsOptions {
  /** Token ids to measure with what keeping the weights as F16 costs, if this visit rounds them. */
  probe?: readonly number[];
}

const OPSET = 20;

/** The block graph of an architecture, ready for a session. `halfMatrices`: over weights as `packHalf` gives them. */
export function encodeBlock(a: Architecture, halfMatrices = false): Uint8Array {
  const block = a.architecture === "gpt2" ? gpt2Block : gptNeoxBlock;
  return encodeModel(block(a, halfMatrices), OPSET);
}

/** What a block asks for beside the residual stream, the same for every layer. */
export function blockFeeds(
  { Tensor }: Pick<Runtime<unknown>, "Tensor">,
  a: Architecture,
  nPos: number,
): Record<string, Tensor> {
  const mask = new Tensor("float32", causalMask(nPos), [1, 1, nPos, nPos]);
  if (a.architecture === "gpt2") return { mask };
  const { cos, sin } = rotaryTables(nPos, a);
  const shape = [1, 1, nPos, a.rotaryDims];
  return { mask, cos: new Tensor("float32", cos, shape), sin: new Tensor("float32", sin, shape) };
}

/** Reads the embedding, then opens the checkpoint's blocks in the background; a layer can run as soon as it has come. */
export async function openBlockSessions<R>(
  checkpoint: Checkpoint,
  runtime: Runtime<R>,
  options: BlockSessionsOptions = {},
): Promise<BlockSessions<R>> {
  const a = checkpoint.architecture;
  const embedding = await checkpoint.embedding(options);
  const positions = await checkpoint.positions(options);
  const embed = (batch: readonly (readonly number[])[]) => embedTokens(batch, embedding, positions, a.dModel);
  const half =
    embedding.unrounded && options.probe
      ? halfProbe(runtime, a, {
          rounded: embed([options.probe]),
          unrounded: embedTokens(
            [options.probe],
            embedding.unrounded,
            positions?.unrounded ?? positions,
            a.dModel,
          ),
        })
      : undefined;
  delete embedding.unrounded;
  delete positions?.unrounded;
  const graphs = { f32: encodeBlock(a), ...(options.halfWeights && { half: encodeBlock(a, true) }) };
  const layers = openLayerSessions(checkpoint, runtime, graphs, {
    ...options,
    ...(half && { onWeights: half.onWeights }),
  });
  async function* run(
    batch: readonly (readonly number[])[],
    signal?: Signal,
  ): AsyncGenerator<LayerActivations<R>> {
    const nPos = Math.max(...batch.map((ids) => ids.length));
    if (nPos > a.nCtx)
      throw new Failure(
        "bad-data",
        `${nPos} tokens are more than the ${a.nCtx} that ${checkpoint.id} reads.`,
      );
    const { Tensor } = runtime;
    const feeds = blockFeeds(runtime, a, nPos);
    feeds.resid_pre = new Tensor("float32", embed(batch), [batch.length, nPos, a.dModel]);
    let output: Tensor | undefined;
    try {
      for (let layer = 0; layer < a.nLayers; layer++) {
        throwIfAborted(signal);
        feeds.attn_scale = new Tensor("float32", Float32Array.of(attentionScale(a, layer)), [1]);
        output = await layers.use(layer, signal, async (session) => {
          const { resid_post } = await session.run(feeds);
          output?.dispose();
          return resid_post as Tensor;
        });
        feeds.resid_pre = output;
        yield { layer, residPost: runtime.view(output) };
      }
    } finally {
      output?.dispose();
      await layers.endPass();
    }
  }
  const { firstLayer, loaded, inF32, release } = layers;
  return { residPre: embed, run, firstLayer, loaded, inF32, release, f16Error: () => half?.error() };
}

/** Rows of the token embedding, plus GPT-2's position embedding; padding rows stay zero. */
function embedTokens(
  batch: readonly (readonly number[])[],
  embedding: RowTable,
  positions: RowTable | undefined,
  dModel: number,
): Float32Array {
  const nPos = Math.max(...batch.map((ids) => ids.length));
  const out = new Float32Array(batch.length * nPos * dModel);
  batch.forEach((ids, b) => {
    ids.forEach((id, p) => {
      const at = (b * nPos + p) * dModel;
      out.set(embedding.row(id), at);
      const position = positions?.row(p);
      if (position) for (let d = 0; d < dModel; d++) out[at + d]! += position[d]!;
    });
  });
  return out;
}
