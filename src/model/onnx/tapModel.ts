import type { Tap } from "../../core/api.ts";
import { ELEMENT, encodeAddition, type Node } from "../onnxProto.ts";
import type { OnnxModel } from "./readModel.ts";

/** A model that gives out its taps. */
export interface TappedModel {
  /** The model's own bytes and, after them, those that add the outputs. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Name of each layer's output, float32. */
  outputs: string[];
  /** Name of the first attention's shape, where there is a plain one: int64 [4], [batch, head, pos, …]. */
  attentionShape?: string;
}

/** Appends an output for every tap, cast to float32: a few bytes; the model's own stay as they are. */
export function tapModel(bytes: Uint8Array, model: OnnxModel, taps: readonly Tap[]): TappedModel {
  const taken = new Set([
    ...model.inputs.map(({ name }) => name),
    ...model.nodes.flatMap((node) => node.outputs),
  ]);
  const fresh = (name: string): string => (taken.has(name) ? fresh(`tailscope/${name}`) : name);
  const outputs = taps.map(({ layer }) => fresh(`resid_post_${layer}`));
  const nodes: Node[] = taps.map(({ value }, i) => ({
    op: "Cast",
    inputs: [value],
    outputs: [outputs[i]!],
    attributes: { to: ELEMENT.float32 },
  }));
  const attention = attentionValue(model);
  const attentionShape = fresh("attention_shape");
  if (attention) nodes.push({ op: "Shape", inputs: [attention], outputs: [attentionShape] });
  const addition = encodeAddition(nodes, attention ? [...outputs, attentionShape] : outputs);
  const joined = new Uint8Array(bytes.byteLength + addition.byteLength);
  joined.set(bytes);
  joined.set(addition, bytes.byteLength);
  return { bytes: joined, outputs, ...(attention && { attentionShape }) };
}

/** The first attention's weights or, where one operator does it all, its queries. */
function attentionValue({ nodes }: OnnxModel): string | undefined {
  const first = nodes.find(({ op, domain }) => domain === "" && (op === "Softmax" || op === "Attention"));
  return first?.op === "Softmax" ? first.outputs[0] : first?.inputs[0];
}
