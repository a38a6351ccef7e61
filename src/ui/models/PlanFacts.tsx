import type { ModelPlan } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { Facts } from "../parts/Facts.tsx";
import { size } from "../words.ts";

const FAMILIES: Record<ModelPlan["architecture"], string> = { gpt2: "GPT-2", gpt_neox: "GPT-NeoX (Pythia)" };

/** The model in numbers, and what has to be downloaded of it. */
export function PlanFacts({ plan }: { plan: ModelPlan }) {
  const here = plan.weightsBytes - plan.downloadBytes;
  return (
    <Facts
      facts={[
        ["Name", plan.id],
        ["Commit", plan.revision ?? "none: it is not from a hub"],
        ["Family", FAMILIES[plan.architecture]],
        ["Layers × width", `${plan.nLayers} × ${formatCount(plan.dModel)}`],
        ["Heads", plan.nHeads > 0 ? String(plan.nHeads) : "not told by the file"],
        ["Context", `${formatCount(plan.nCtx)} tokens`],
        ["Vocabulary", `${formatCount(plan.dVocab)} tokens`],
        ["First token (BOS)", String(plan.bosTokenId)],
        ["Stored as", plan.dtype],
        ["Weights used", `${size(plan.weightsBytes)}, ${size(plan.bytesPerLayer)} a layer`],
        ["Download", download(plan, here)],
        ...(plan.storageRoom === undefined
          ? []
          : ([["Room in this browser’s storage", size(plan.storageRoom)]] as const)),
      ]}
    />
  );
}

function download({ downloadBytes, kind }: ModelPlan, here: number): string {
  if (kind === "disk") return "nothing: it is read from this machine";
  if (downloadBytes === 0) return "nothing: it is all here";
  return here > 0 ? `${size(downloadBytes)}; ${size(here)} are already here` : size(downloadBytes);
}
