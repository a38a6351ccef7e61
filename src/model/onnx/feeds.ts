import type { Tensor, TensorConstructor } from "onnxruntime-common";
import { Failure } from "../../core/failure.ts";
import { ELEMENT } from "../onnxProto.ts";
import type { OnnxModel, OnnxValue } from "./readModel.ts";

type TokenBatch = readonly (readonly number[])[];

/** Heads and their width, for pasts whose shapes the graph leaves open. */
export interface HeadSizes {
  nHeads?: number;
  dHead?: number;
}

/** Makes one input's tensor for a right-padded batch of `nPos` tokens. */
type Feed = (batch: TokenBatch, nPos: number) => Tensor;

/**
 * What each input of the graph is fed with: token ids, a mask of what is no padding, positions, and a past of no tokens.
 * @throws Failure("unsupported-model") for an input of another kind
 */
export function graphFeeds(
  { inputs }: OnnxModel,
  Tensor: TensorConstructor,
  heads: HeadSizes,
  name: string,
): (batch: TokenBatch) => Record<string, Tensor> {
  if (!inputs.some((input) => input.name === "input_ids")) {
    const there = inputs.map((input) => `"${input.name}"`).join(", ");
    throw new Failure(
      "unsupported-model",
      `${name} has no input "input_ids" (it has ${there || "none"}): export the whole model, from token ids on.`,
    );
  }
  for (const { name: input, shape } of inputs) {
    const fixed =
      /^(input_ids|attention_mask|position_ids)$/.test(input) &&
      shape?.find((size) => typeof size === "number");
    if (fixed) {
      throw new Failure(
        "unsupported-model",
        `${name} was exported for one size of text ("${input}" is [${shape}]): export it with dynamic axes for batch and sequence.`,
      );
    }
  }
  const feeds = inputs.map((input): [string, Feed] => [input.name, feedOf(input, Tensor, heads, name)]);
  return (batch) => {
    const nPos = Math.max(...batch.map((ids) => ids.length));
    return Object.fromEntries(feeds.map(([input, feed]) => [input, feed(batch, nPos)]));
  };
}

function feedOf(input: OnnxValue, Tensor: TensorConstructor, heads: HeadSizes, name: string): Feed {
  const wholes = (value: (ids: readonly number[], pos: number) => number): Feed => {
    const make = tensorMaker(input, Tensor, name);
    return (batch, nPos) => {
      const values = batch.flatMap((ids) => Array.from({ length: nPos }, (_, pos) => value(ids, pos)));
      return make(values, [batch.length, nPos]);
    };
  };
  if (input.name === "input_ids") return wholes((ids, pos) => ids[pos] ?? 0);
  if (input.name === "attention_mask") return wholes((ids, pos) => (pos < ids.length ? 1 : 0));
  if (input.name === "position_ids") return wholes((_, pos) => pos);
  if (/^past/.test(input.name)) {
    const shape = pastShape(input, heads, name);
    const make = tensorMaker(input, Tensor, name);
    return (batch) => make([], shape(batch.length));
  }
  throw new Failure(
    "unsupported-model",
    `${name} asks for an input "${input.name}", which Tailscope can't give: it gives token ids, mask, positions and an empty past.`,
  );
}

/** Tensors of the type that the input is declared with. */
function tensorMaker({ name: input, elementType }: OnnxValue, Tensor: TensorConstructor, name: string) {
  return (values: number[], shape: number[]): Tensor => {
    switch (elementType) {
      case ELEMENT.int64:
        return new Tensor("int64", BigInt64Array.from(values, BigInt), shape);
      case ELEMENT.int32:
        return new Tensor("int32", Int32Array.from(values), shape);
      case ELEMENT.float32:
        return new Tensor("float32", Float32Array.from(values), shape);
      case ELEMENT.bool:
        return new Tensor("bool", Uint8Array.from(values), shape);
      case ELEMENT.float16: // 1 is 0x3c00; nothing but 0 and 1 is ever fed as a half
        return new Tensor(
          "float16",
          Uint16Array.from(values, (v) => (v === 0 ? 0 : 0x3c00)),
          shape,
        );
      default:
        throw new Failure(
          "unsupported-model",
          `${name} declares its input "${input}" with the element type ${elementType}, which can't be fed.`,
        );
    }
  };
}

/** [batch, nHeads, 0, dHead], sizes as the graph declares them. */
function pastShape({ name: input, shape }: OnnxValue, heads: HeadSizes, name: string) {
  const open = () =>
    new Failure(
      "unsupported-model",
      `${name} leaves the shape of its input "${input}" open ([${shape ?? ""}]): put the model's config.json beside it.`,
    );
  if (shape?.length !== 4) throw open();
  const size = (declared: number | string | undefined, otherwise: number | undefined): number => {
    const n = typeof declared === "number" ? declared : otherwise;
    if (n === undefined) throw open();
    return n;
  };
  const [nHeads, dHead] = [size(shape[1], heads.nHeads), size(shape[3], heads.dHead)];
  return (batch: number) => [batch, nHeads, 0, dHead];
}
