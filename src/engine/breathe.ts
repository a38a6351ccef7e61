/**
 * Lets waiting messages in. A WASM run blocks its thread and its promise settles without leaving the queue of microtasks,
 * so a worker that only awaits runs would hear of a newer text or a cancel when all is done. A message to oneself, because
 * timers wait 4 ms once they are nested.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
