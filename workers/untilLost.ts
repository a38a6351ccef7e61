import type { ActivationSource } from "../src/core/seams.ts";
import type { GpuLoss } from "./gpuLoss.ts";

/** The same source, whose runs end when the device is lost: ONNX Runtime goes on as if nothing were, on buffers that hold nothing. */
export function untilLost<R>(source: ActivationSource<R>, loss: GpuLoss): ActivationSource<R> {
  const requireDevice = () => {
    if (loss.failure) throw loss.failure;
  };
  return {
    get shape() {
      return source.shape; // its hash comes with its last layer
    },
    tokenize: (text, prependBos) => source.tokenize(text, prependBos),
    async *run(batch, signal) {
      requireDevice();
      for await (const layer of source.run(batch, signal)) {
        requireDevice();
        yield layer;
        requireDevice();
      }
    },
  };
}
