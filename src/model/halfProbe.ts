import type { Tensor } from "onnxruntime-common";
import { worstLayer } from "../core/probe.ts";
import { blockFeeds, encodeBlock, type Runtime } from "./blockSessions.ts";
import type { Architecture } from "./config.ts";
import { WEIGHTS_FILE } from "./graphBuilder.ts";
import { attentionScale } from "./positions.ts";
import type { LayerWeights } from "./tensors.ts";

/**
 * What keeping weights as F16 costs, measured while they come in, when both are at hand: the probe runs through each layer
 * twice, as rounded and as it was. `pre`: the probe's embedding from rounded and from unrounded rows, [pos, dModel].
 */
export function halfProbe(
  { InferenceSession, Tensor, options }: Pick<Runtime<unknown>, "InferenceSession" | "Tensor" | "options">,
  a: Architecture,
  pre: { rounded: Float32Array; unrounded: Float32Array },
) {
  const nPos = pre.rounded.length / a.dModel;
  const { preferredOutputLocation: _, ...onCpu } = options;
  const graph = encodeBlock(a);
  const feeds = blockFeeds({ Tensor }, a, nPos);
  let { rounded, unrounded } = pre;
  let worst = 0;
  const block = async (layer: number, weights: Float32Array<ArrayBuffer>, residPre: Float32Array) => {
    const externalData = [{ path: WEIGHTS_FILE, data: new Uint8Array(weights.buffer) }];
    const session = await InferenceSession.create(graph, { ...onCpu, externalData });
    try {
      const { resid_post } = await session.run({
        ...feeds,
        resid_pre: new Tensor("float32", residPre, [1, nPos, a.dModel]),
        attn_scale: new Tensor("float32", Float32Array.of(attentionScale(a, layer)), [1]),
      });
      return ((await (resid_post as Tensor).getData()) as Float32Array).slice();
    } finally {
      await session.release();
    }
  };
  return {
    async onWeights(layer: number, weights: LayerWeights): Promise<void> {
      rounded = await block(layer, weights.values, rounded);
      unrounded = await block(layer, weights.unrounded ?? weights.values, unrounded);
      worst = Math.max(worst, worstLayer([rounded], [unrounded]).error);
    },
    /** Greatest |difference| over a layer's greatest |value|, so far. */
    error: () => worst,
  };
}
