import { opfsStore } from "../../../../src/model/cache/opfsStore.ts";
import { openCheckpoint } from "../../../../src/model/checkpoint.ts";
import { budgetOf } from "../../../../src/model/memory.ts";
import { wasmRuntime, wasmThreads } from "../../../../src/model/webRuntime.ts";
import { timeForward } from "../../forward.ts";
import { hubFilesOf } from "../hubFilesOf.ts";
import { measureModel } from "../measureModel.ts";

// In a worker, as in the page: ONNX Runtime's threads wait differently on a page's main thread.

const tell = (place: string, text: string) => self.postMessage({ place, text });
const told = () =>
  new Promise<string>((resolve) => {
    self.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data), { once: true });
  });

async function measure(asked: URLSearchParams): Promise<unknown> {
  const number = (name: string) => Number(asked.get(name));
  const [nTokens, rounds, seconds] = [number("nTokens"), number("rounds"), number("seconds")];
  const runtime = await wasmRuntime();
  const files = async () => hubFilesOf(asked.get("endpoint")!, asked.get("repo")!, await opfsStore());
  if (asked.has("bare")) return timeForward(await openCheckpoint(await files()), runtime, rounds, nTokens);
  const budgetBytes = asked.has("budgetBytes") ? number("budgetBytes") : budgetOf("wasm", {});
  const measured = await measureModel(files, runtime, { nTokens, rounds, seconds, budgetBytes }, async () => {
    tell("loaded", "loaded");
    await told();
  });
  return { ...measured, threads: wasmThreads() };
}

tell("ready", "ready");
told()
  .then((asked) => measure(new URLSearchParams(asked)))
  .catch((error: unknown) => ({ error: String(error) }))
  .then((result) => tell("result", JSON.stringify(result)));
