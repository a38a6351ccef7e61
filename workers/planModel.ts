import type { ModelPlan } from "../src/core/api.ts";
import { formatBytes } from "../src/model/bytes.ts";
import { hasTrainingSteps, PYTHIA_STEPS, STUDY_MODELS } from "../src/model/catalogue.ts";
import type { Machine } from "../src/model/memory.ts";
import { parseModelRef } from "../src/model/modelRef.ts";
import type { PartStore } from "../src/model/partStore.ts";
import type { FoundModel } from "./findModel.ts";

/** What opening a model would take on this machine. */
export async function planModel(
  { id, title, kind, outline, downloadBytes = 0, cached }: FoundModel,
  store: PartStore | undefined,
  machine: Machine,
  storeF16: boolean,
): Promise<ModelPlan> {
  const sizes = await outline(machine);
  const room = cached ? await store?.room() : undefined;
  const notes: string[] = [];
  const kept = storeF16 && sizes.dtype.includes("F32") ? downloadBytes / 2 : downloadBytes;
  if (kind === "hub" && downloadBytes > 0) {
    if (!cached) notes.push("This browser keeps no cache here, so it will be downloaded again each time.");
    else if (room !== undefined && room < kept) {
      notes.push(
        `The browser’s storage has room for ${formatBytes(room)}: what does not fit is not kept, and is downloaded again next time. Delete models below to make room.`,
      );
    }
    if (kept < downloadBytes)
      notes.push(`Kept as F16 it takes ${formatBytes(kept)} of storage, and its numbers change a little.`);
  }
  const { repo } = kind === "hub" ? parseModelRef(id) : { repo: "" };
  const study = STUDY_MODELS.find((model) => model.repo === repo);
  if (study) notes.push(aboutStudy(study));
  return {
    id,
    title,
    kind,
    ...sizes,
    downloadBytes,
    ...(room !== undefined && { storageRoom: room }),
    ...(hasTrainingSteps(repo) && { steps: [...PYTHIA_STEPS] }),
    notes,
  };
}

function aboutStudy({ name, repo, architecture }: (typeof STUDY_MODELS)[number]): string {
  return architecture.architecture === "gpt2"
    ? `The study’s “${name}”.`
    : `The study’s “${name}”: ${repo}, trained on the Pile as it is, not the deduplicated one.`;
}
