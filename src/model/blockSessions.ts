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
import type { Checkpoint, RowTable } from "./checkpoint.ts";
import { WEIGHTS_FILE } from "./graphBuilder.ts";
import { encodeModel } from "./onnxProto.ts";
import { attentionScale, causalMask, rotaryTables } from "./positions.ts";

/** An ONNX Runtime, and how a residual stream looks on it: a Float32Array, or a buffer on the GPU. */
export interface Runtime<R> {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  readonly options: InferenceSession.SessionOptions;
  /** What is handed on of a session's output; valid until the output is disposed. */
  view(residPost: Tensor): R;
}

/** One session a layer over one block graph. */
export interface BlockSessions<R> {
  /** The embedding, input of block 0: [batch, pos, dModel]. */
  residPre(batch: readonly (readonly number[])[]): Float32Array;
  /** Every layer's resid_post as it comes, of right-padded sequences. Stops between layers when told to. */
  run(batch: readonly (readonly number[])[], signal?: Signal): AsyncGenerator<LayerActivations<R>>;
  release(): Promise<void>;
}

const OPSET = 20;

/** Opens the checkpoint's blocks one after the other; a layer's bytes are dropped when its session owns them. */
export async function openBlockSessions<R>(
  checkpoint: Checkpoint,
  runtime: Runtime<R>,
  onLayer: (layer: number) => void = () => {},
): Promise<BlockSessions<R>> {
  const a = checkpoint.architecture;
  const graph = encodeModel(a.architecture === "gpt2" ? gpt2Block(a) : gptNeoxBlock(a), OPSET);
  const embedding = await checkpoint.embedding();
  const positions = await checkpoint.positions();
  const sessions: InferenceSession[] = [];
  const release = async () => {
    for (const session of sessions.splice(0)) await session.release();
  };
  try {
    for (let layer = 0; layer < a.nLayers; layer++) {
      const weights = await checkpoint.layerWeights(layer);
      const externalData = [{ path: WEIGHTS_FILE, data: new Uint8Array(weights.buffer) }];
      sessions.push(await runtime.InferenceSession.create(graph, { ...runtime.options, externalData }));
      onLayer(layer);
    }
  } catch (error) {
    await release();
    throw error;
  }

  const embed = (batch: readonly (readonly number[])[]) => embedTokens(batch, embedding, positions, a.dModel);
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
    const feeds: Record<string, Tensor> = {
      resid_pre: new Tensor("float32", embed(batch), [batch.length, nPos, a.dModel]),
      mask: new Tensor("float32", causalMask(nPos), [1, 1, nPos, nPos]),
    };
    if (a.architecture === "gpt_neox") {
      const { cos, sin } = rotaryTables(nPos, a);
      feeds.cos = new Tensor("float32", cos, [1, 1, nPos, a.rotaryDims]);
      feeds.sin = new Tensor("float32", sin, [1, 1, nPos, a.rotaryDims]);
    }
    let output: Tensor | undefined;
    try {
      for (const [layer, session] of sessions.entries()) {
        throwIfAborted(signal);
        feeds.attn_scale = new Tensor("float32", Float32Array.of(attentionScale(a, layer)), [1]);
        const { resid_post } = await session.run(feeds);
        output?.dispose();
        output = resid_post as Tensor;
        feeds.resid_pre = output;
        yield { layer, residPost: runtime.view(output) };
      }
    } finally {
      output?.dispose();
    }
  }
  return { residPre: embed, run, release };
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
