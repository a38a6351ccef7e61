/** What the page tells its service worker. */
export type ToServiceWorker =
  /** Take the place of the version before. */
  | { kind: "takeOver" }
  /** Addresses that were fetched before it was there: those of this build are to be kept. */
  | { kind: "used"; addresses: string[] };
