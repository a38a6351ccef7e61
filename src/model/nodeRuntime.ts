import * as ort from "onnxruntime-node";
import type { Runtime } from "./blockSessions.ts";

/** ONNX Runtime on this machine's CPU. */
export function nodeRuntime(): Runtime<Float32Array> {
  return {
    InferenceSession: ort.InferenceSession,
    Tensor: ort.Tensor,
    options: { executionProviders: ["cpu"], logSeverityLevel: 3 },
    view: (residPost) => residPost.data as Float32Array,
  };
}
