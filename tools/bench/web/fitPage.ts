// Opened with ?model=<address of a folder>&nClasses=<n>&perClass=<n>; ends with JSON in #result.
const worker = new Worker(new URL("./fit.worker.ts", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }: MessageEvent<string>) => {
  document.getElementById("result")!.textContent = data;
});
worker.postMessage(location.search);
