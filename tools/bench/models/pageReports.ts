import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a page tells the bench: that it is ready, that its model is loaded, and last its result. */
export type Word = "ready" | "loaded" | "result";

export interface PageReports {
  /** The page POSTs to `<endpoint>/<word>`. */
  endpoint: string;
  close(): Promise<void>;
}

const WORDS: readonly string[] = ["ready", "loaded", "result"] satisfies Word[];
const HEAD = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  connection: "close", // minutes may lie between two words: no connection is kept for them
};

/** Listens on loopback. The page waits for its answer, which comes when `onWord` has returned. */
export async function listenToPage(onWord: (word: Word, text: string) => void): Promise<PageReports> {
  const server = createServer(async (request, response) => {
    const word = request.url!.slice(1);
    if (request.method !== "POST" || !WORDS.includes(word)) {
      response.writeHead(404, HEAD).end();
      return;
    }
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return; // the browser has gone
    onWord(word as Word, body);
    response.writeHead(204, HEAD).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
