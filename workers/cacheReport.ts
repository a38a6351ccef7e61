import type { CacheReport } from "../src/core/api.ts";
import { listCached } from "../src/model/cache/library.ts";
import type { PartStore } from "../src/model/partStore.ts";

/** What is in the browser's storage, and what still fits. */
export async function cacheReport(store: PartStore | undefined): Promise<CacheReport> {
  const models = store ? await listCached(store) : [];
  const room = await store?.room();
  return {
    models,
    used: models.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(room !== undefined && { room }),
    persistent: (await navigator.storage?.persisted?.()) ?? false,
  };
}
