import type { ModelEntry } from "../src/core/api.ts";
import { formatBytes } from "../src/model/bytes.ts";
import { listCached } from "../src/model/cache/library.ts";
import { SHIPPED, STUDY_MODELS, usedBytes } from "../src/model/catalogue.ts";
import { formatModelRef } from "../src/model/modelRef.ts";
import type { PartStore } from "../src/model/partStore.ts";

/** Shipped models, the study's six, whatever else is whole in the cache, and what was handed over. */
export async function listModels(
  store: PartStore | undefined,
  handed: readonly ModelEntry[],
): Promise<ModelEntry[]> {
  const cached = store ? (await listCached(store)).filter(({ complete }) => complete) : [];
  const offline = new Set(
    cached.flatMap(({ repo, revisions }) => revisions.map((revision) => formatModelRef({ repo, revision }))),
  );
  const study = STUDY_MODELS.map(({ name, repo, revision, architecture: a, dtype }): ModelEntry => {
    const id = formatModelRef({ repo, revision });
    const about = `${a.nLayers} layers × ${a.dModel}, ${formatBytes(usedBytes(a, dtype)).replace(" ", "\u00a0")}`;
    return { id, title: name, kind: "hub", offline: offline.has(id), about };
  });
  const others = [...offline].filter((id) => !study.some((entry) => entry.id === id)).sort();
  return [
    ...SHIPPED,
    ...study,
    ...others.map((id): ModelEntry => ({ id, title: id, kind: "hub", offline: true })),
    ...handed,
  ];
}
