import { openCheckpoint } from "../../../src/model/checkpoint.ts";
import { urlFiles } from "../../../src/model/urlFiles.ts";
import { wasmRuntime, wasmThreads } from "../../../src/model/webRuntime.ts";
import { timeForward } from "../forward.ts";
import { randomCheckpoint } from "../randomCheckpoint.ts";

/** In a worker, as in the page: ONNX Runtime's threads wait differently on a page's main thread. */
self.addEventListener("message", async ({ data }: MessageEvent<string>) => {
  const asked = new URLSearchParams(data);
  const model = asked.get("model");
  try {
    const checkpoint =
      model === null
        ? randomCheckpoint(Number(asked.get("layers")))
        : await openCheckpoint(urlFiles(model.split("/").at(-1)!, model));
    const times = await timeForward(
      checkpoint,
      await wasmRuntime(),
      Number(asked.get("rounds")),
      Number(asked.get("nTokens")),
    );
    self.postMessage(JSON.stringify({ ...times, threads: wasmThreads() }));
  } catch (error) {
    self.postMessage(JSON.stringify({ error: String(error) }));
  }
});
