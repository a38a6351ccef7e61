import type { ModelPlan } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { Facts } from "../parts/Facts.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { size } from "../words.ts";

/** The model in numbers, and what has to be downloaded of it. */
export function PlanFacts({ plan }: { plan: ModelPlan }) {
  const t = useTexts().models.plan.facts;
  const here = plan.weightsBytes - plan.downloadBytes;
  return (
    <Facts
      facts={[
        [t.name, plan.id],
        [t.commit, plan.revision ?? t.noCommit],
        [t.family, t.families[plan.architecture]],
        [t.shape, `${plan.nLayers} × ${formatCount(plan.dModel)}`],
        [t.heads, plan.nHeads > 0 ? String(plan.nHeads) : t.noHeads],
        [t.context, t.tokens(formatCount(plan.nCtx))],
        [t.vocabulary, t.tokens(formatCount(plan.dVocab))],
        [t.bos, String(plan.bosTokenId)],
        [t.dtype, plan.dtype],
        [t.weights, t.weightsOf(size(plan.weightsBytes), size(plan.bytesPerLayer))],
        [t.download, download(plan, here, t)],
        ...(plan.storageRoom === undefined ? [] : ([[t.room, size(plan.storageRoom)]] as const)),
      ]}
    />
  );
}

function download(
  { downloadBytes, kind }: ModelPlan,
  here: number,
  t: Texts["models"]["plan"]["facts"],
): string {
  if (kind === "disk") return t.fromDisk;
  if (downloadBytes === 0) return t.allHere;
  return here > 0 ? t.partHere(size(downloadBytes), size(here)) : size(downloadBytes);
}
