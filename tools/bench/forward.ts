import type { Tensor } from "onnxruntime-common";
import { gpt2Block } from "../../src/model/architectures/gpt2.ts";
import { gptNeoxBlock } from "../../src/model/architectures/gptNeox.ts";
import { openBlockSessions, type Runtime } from "../../src/model/blockSessions.ts";
import type { Checkpoint } from "../../src/model/checkpoint.ts";
import { encodeModel } from "../../src/model/onnxProto.ts";
import { attentionScale, causalMask, rotaryTables } from "../../src/model/positions.ts";
import { chainBlocks, layerFile } from "./chainBlocks.ts";
import { disagreement, sideBySide } from "./measure.ts";

const OPSET = 20;

export interface ForwardTimes {
  model: string;
  nTokens: number;
  ours: number[];
  baseline: number[];
  /** Of the last layer's residual stream, as a share of its greatest value. */
  disagreement: number;
}

/** Text's way through the block sessions, layer by layer, against one bare run of one session that holds the same layers. */
export async function timeForward(
  checkpoint: Checkpoint,
  runtime: Runtime<Float32Array>,
  rounds: number,
  nTokens: number,
): Promise<ForwardTimes> {
  const blocks = await openBlockSessions(checkpoint, runtime);
  await blocks.loaded;
  const ids = Array.from({ length: nTokens }, (_, i) => (i * 37) % checkpoint.architecture.dVocab);
  const bare = await openBare(checkpoint, runtime, blocks.residPre([ids]), nTokens);
  let ours = new Float32Array();
  let baseline = new Float32Array();
  const times = await sideBySide(
    async () => {
      for await (const { residPost } of blocks.run([ids])) ours = residPost as Float32Array<ArrayBuffer>;
    },
    async () => {
      baseline = (await bare.run()) as Float32Array<ArrayBuffer>;
    },
    rounds,
  );
  const result = { model: checkpoint.id, nTokens, ...times, disagreement: disagreement(ours, baseline) };
  await blocks.release();
  await bare.release();
  return result;
}

async function openBare(
  { architecture: a, layerWeights }: Checkpoint,
  runtime: Runtime<Float32Array>,
  residPre: Float32Array,
  n: number,
) {
  const block = a.architecture === "gpt2" ? gpt2Block(a) : gptNeoxBlock(a);
  const externalData = [];
  for (let layer = 0; layer < a.nLayers; layer++) {
    externalData.push({
      path: layerFile(layer),
      data: new Uint8Array((await layerWeights(layer)).values.buffer),
    });
  }
  const graph = encodeModel(chainBlocks(block, a.nLayers), OPSET);
  const session = await runtime.InferenceSession.create(graph, { ...runtime.options, externalData });
  const tensor = (data: Float32Array, shape: number[]): Tensor => new runtime.Tensor("float32", data, shape);
  const { cos, sin } = rotaryTables(n, a);
  const feeds = {
    resid_pre: tensor(residPre, [1, n, a.dModel]),
    mask: tensor(causalMask(n), [1, 1, n, n]),
    attn_scale: tensor(Float32Array.of(attentionScale(a, 0)), [1]),
    ...(a.architecture === "gpt_neox" && {
      cos: tensor(cos, [1, 1, n, a.rotaryDims]),
      sin: tensor(sin, [1, 1, n, a.rotaryDims]),
    }),
  };
  return {
    run: async () => runtime.view((await session.run(feeds)).resid_post as Tensor),
    release: () => session.release(),
  };
}
