import { opfsStore } from "../../../../src/model/cache/opfsStore.ts";
import { openCheckpoint } from "../../../../src/model/checkpoint.ts";
import { budgetOf } from "../../../../src/model/memory.ts";
import { wasmRuntime, wasmThreads } from "../../../../src/model/webRuntime.ts";
import { timeForward } from "../../forward.ts";
import { hubFilesOf } from "../hubFilesOf.ts";
import { measureModel } from "../measureModel.ts";
import type { Word } from "../pageReports.ts";
import { warmUp } from "../warmUp.ts";

// In a worker, as in the page: ONNX Runtime's threads wait differently on a page's main thread.

type Tell = (word: Word, body?: string) => Promise<unknown>;

async function measure(asked: URLSearchParams, tell: Tell): Promise<unknown> {
  const number = (name: string) => Number(asked.get(name));
  const [nTokens, rounds, seconds] = [number("nTokens"), number("rounds"), number("seconds")];
  const runtime = await wasmRuntime();
  const openFiles = async (repo: string) => hubFilesOf(asked.get("endpoint")!, repo, await opfsStore());
  const files = () => openFiles(asked.get("repo")!);
  if (asked.has("bare")) return timeForward(await openCheckpoint(await files()), runtime, rounds, nTokens);
  const budgetBytes = asked.has("budgetBytes") ? number("budgetBytes") : budgetOf("wasm", {});
  const all = { nTokens, rounds, seconds, budgetBytes };
  await warmUp(openFiles, runtime, all);
  await tell("ready");
  const measured = await measureModel(files, runtime, all, async () => {
    await tell("loaded");
  });
  return { ...measured, threads: wasmThreads() };
}

self.addEventListener(
  "message",
  async ({ data }: MessageEvent<string>) => {
    const asked = new URLSearchParams(data);
    const tell: Tell = (word, body = "") =>
      fetch(`${asked.get("reports")}/${word}`, { method: "POST", body });
    const result = await measure(asked, tell).catch((error: unknown) => ({ error: String(error) }));
    await tell("result", JSON.stringify(result));
  },
  { once: true },
);
