import * as ort from "onnxruntime-node";
import type { Runtime } from "./blockSessions.ts";

/** ONNX Runtime on this machine's CPU. */
export function nodeRuntime(): Runtime<Float32Array> {
  return {
    InferenceSession: ort.InferenceSession,
    Tensor: ort.Tensor,
    options: {
      executionProviders: ["cpu"],
      logSeverityLevel: 3,
      // every session has its own threads, which would go on spinning beside the next layer's
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
    view: (residPost) => residPost.data as Float32Array,
    toArray: async (values, length) => values.slice(0, length),
  };
}
