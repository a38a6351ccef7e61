import type { Word } from "./worker.ts";

// Opened with ?asked=<JSON> (without it nothing is run); each line also goes to the console; ends with JSON in #result.
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const put = (id: string, text: string) => {
  document.getElementById(id)!.append(text);
};
worker.addEventListener("message", ({ data }: MessageEvent<Word>) => {
  if ("line" in data) {
    console.log(data.line);
    put("lines", `${data.line}\n`);
  } else put("result", JSON.stringify(data));
});
worker.addEventListener("error", ({ message }) => put("result", JSON.stringify({ error: message })));
const asked = new URLSearchParams(location.search).get("asked");
if (asked !== null) worker.postMessage(JSON.parse(asked));
