// Opened with ?reports=<the bench>&endpoint=<hub>&repo=<owner/name> and what is asked. Its worker tells the bench "ready",
// "loaded" and "result" by POST and waits for the answer, because who measures wants to look in between.
const worker = new Worker(new URL("./model.worker.ts", import.meta.url), { type: "module" });
worker.addEventListener("error", ({ message }) => {
  const body = JSON.stringify({ error: `The page's worker: ${message || "can't be loaded"}` });
  void fetch(`${new URLSearchParams(location.search).get("reports")}/result`, { method: "POST", body });
});
worker.postMessage(location.search);
