import sentencesUrl from "../../../data/sentences.json?url";
import { shared } from "../../../src/engine/lock.ts";
import { openBlockSource } from "../../../src/model/blockSource.ts";
import { urlFiles } from "../../../src/model/urlFiles.ts";
import { wasmRuntime, wasmThreads } from "../../../src/model/webRuntime.ts";
import { timeFit } from "../timeFit.ts";

/** A fit as the page's worker does it, a run at a time with room for messages between layers. */
self.addEventListener("message", async ({ data }: MessageEvent<string>) => {
  const asked = new URLSearchParams(data);
  const model = asked.get("model")!;
  const size = { nClasses: Number(asked.get("nClasses")), perClass: Number(asked.get("perClass")), times: 1 };
  try {
    const source = await openBlockSource(urlFiles(model.split("/").at(-1)!, model), await wasmRuntime());
    await source.loaded;
    const sentences: unknown = await (await fetch(sentencesUrl)).json();
    const times = await timeFit(source, sentences, size, shared);
    self.postMessage(JSON.stringify({ ...times, threads: wasmThreads() }));
  } catch (error) {
    self.postMessage(JSON.stringify({ error: String(error) }));
  }
});
