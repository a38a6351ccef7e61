/** Where the engine's worker tells the page which files of the page's own server it has fetched. */
export const FILES_USED = "tailscope files used";

/** Tells of every file below `base`, those fetched before included. */
export function tellFilesUsed(base: string): void {
  const channel = new BroadcastChannel(FILES_USED);
  new PerformanceObserver((list) => {
    const addresses = list.getEntries().flatMap(({ name }) => (name.startsWith(base) ? [name] : []));
    if (addresses.length > 0) channel.postMessage(addresses);
  }).observe({ type: "resource", buffered: true });
}
