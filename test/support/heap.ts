import type { Page } from "@playwright/test";

/** Bytes in use after garbage was collected: objects, and what they hold outside the heap (ArrayBuffers, WASM's memory). */
export interface Heaps {
  page: number;
  worker: number;
}

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize: number;
  backingStorageSize: number;
}

/** Reads the heaps of a page and of the first worker it has started, by the debugging protocol. */
export async function heapsOf(page: Page): Promise<() => Promise<Heaps>> {
  const session = await page.context().newCDPSession(page);
  const waiting = new Map<number, (result: HeapUsage) => void>();
  const attached: { sessionId: string; address: string }[] = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    attached.push({ sessionId, address: targetInfo.url });
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result: HeapUsage };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const worker = attached.find(({ address }) => address.includes("engine.worker"));
  if (worker === undefined) throw new Error(`no worker among ${JSON.stringify(attached)}`);
  let sent = 0;
  const askWorker = (method: string) =>
    new Promise<HeapUsage>((resolve) => {
      const id = ++sent;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method });
      void session.send("Target.sendMessageToTarget", { sessionId: worker.sessionId, message });
    });
  const sum = (heap: HeapUsage) => heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize;
  return async () => {
    // twice, with a pause: what the worker lets go of, the page can let go of after that
    for (let round = 0; round < 2; round++) {
      await askWorker("HeapProfiler.collectGarbage");
      await page.waitForTimeout(300);
      await session.send("HeapProfiler.collectGarbage");
    }
    const ofPage = (await session.send("Runtime.getHeapUsage")) as HeapUsage;
    return { page: sum(ofPage), worker: sum(await askWorker("Runtime.getHeapUsage")) };
  };
}
