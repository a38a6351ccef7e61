import type { EvaluationPart } from "../src/core/evaluation.ts";
import type { EvaluationPartStore, Share } from "../src/engine/evaluate.ts";

/** Parts of one evaluation, so that losing the GPU costs the part under way only. */
export function partsInMemory(): EvaluationPartStore {
  const parts = new Map<string, EvaluationPart>();
  const key = ({ part, parts }: Share) => `${part}/${parts}`;
  return {
    read: async (share) => parts.get(key(share)),
    async write(part) {
      parts.set(key(part), part);
    },
  };
}
