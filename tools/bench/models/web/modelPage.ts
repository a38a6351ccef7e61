// Opened with ?endpoint=<hub>&repo=<owner/name> and what is asked. Says so in #ready; begins at the first call of `go`, because who
// measures wants to look before; says in #loaded when the last layer is there, and goes on at the second call; JSON in #result.
const worker = new Worker(new URL("./model.worker.ts", import.meta.url), { type: "module" });
worker.addEventListener(
  "message",
  ({ data: { place, text } }: MessageEvent<{ place: string; text: string }>) => {
    document.getElementById(place)!.textContent = text;
  },
);
Object.assign(window, { go: () => worker.postMessage(location.search) });
