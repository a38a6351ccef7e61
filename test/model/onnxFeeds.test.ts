import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { graphFeeds } from "../../src/model/onnx/feeds.ts";
import { type OnnxValue, readModel } from "../../src/model/onnx/readModel.ts";
import { ELEMENT, type ElementType } from "../../src/model/onnxProto.ts";
import { encoded, skeleton } from "../support/onnxGraphs.ts";
import { refusal } from "../support/refusal.ts";

const graph = readModel(encoded(skeleton()), "m");
const input = (name: string, type: ElementType, shape: (string | number)[] = ["batch", "pos"]): OnnxValue => {
  return { name, elementType: ELEMENT[type], shape };
};
const feedsOf = (inputs: OnnxValue[], heads = {}) =>
  graphFeeds({ ...graph, inputs }, ort.Tensor, heads, "m.onnx");

function told({ type, dims, data }: ort.Tensor) {
  return { type, dims: [...dims], data: Array.from(data as ArrayLike<number>, Number) };
}

it("pads ids to the right, masks the padding and counts positions, each in the type asked for", () => {
  const feeds = feedsOf([
    input("input_ids", "int64"),
    input("attention_mask", "int64"),
    input("position_ids", "int64"),
  ])([[5, 6, 7], [8]]);
  const expected = (data: number[]) => ({ type: "int64", dims: [2, 3], data });
  expect(told(feeds.input_ids!)).toEqual(expected([5, 6, 7, 8, 0, 0]));
  expect(told(feeds.attention_mask!)).toEqual(expected([1, 1, 1, 1, 0, 0]));
  expect(told(feeds.position_ids!)).toEqual(expected([0, 1, 2, 0, 1, 2]));

  const others = feedsOf([input("input_ids", "int32"), input("attention_mask", "bool")])([[5], [6]]);
  expect(told(others.input_ids!)).toEqual({ type: "int32", dims: [2, 1], data: [5, 6] });
  expect(told(others.attention_mask!)).toEqual({ type: "bool", dims: [2, 1], data: [1, 1] });
  const floats = feedsOf([input("input_ids", "int64"), input("attention_mask", "float32")])([[5, 6], [7]]);
  expect(told(floats.attention_mask!)).toEqual({ type: "float32", dims: [2, 2], data: [1, 1, 1, 0] });
});

it("leaves the past empty, its sizes from the graph or else from config.json", () => {
  const ids = input("input_ids", "int64");
  const declared = input("past_key_values.0.key", "float16", ["batch", 3, "past", 4]);
  const open = input("past_key_values.0.value", "float32", ["batch", "heads", "past", "width"]);
  const feeds = feedsOf([ids, declared, open], { nHeads: 5, dHead: 6 })([[1], [2]]);
  expect(told(feeds[declared.name]!)).toEqual({ type: "float16", dims: [2, 3, 0, 4], data: [] });
  expect(told(feeds[open.name]!)).toEqual({ type: "float32", dims: [2, 5, 0, 6], data: [] });
});

it("refuses a graph without token ids, and element types that hold none", async () => {
  expect(await refusal(() => feedsOf([input("inputs_embeds", "float32")]))).toBe(
    'unsupported-model: m.onnx has no input "input_ids" (it has "inputs_embeds"): export the whole model, from token ids on.',
  );
  const odd = feedsOf([{ name: "input_ids", elementType: 8, shape: ["batch", "pos"] }]);
  expect(await refusal(() => odd([[1]]))).toMatch(/declares its input "input_ids" with the element type 8/);
});
