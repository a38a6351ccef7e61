import type { Atlas } from "../core/atlas.ts";
import type { KernelTimes } from "../core/kernelTimes.ts";
import type { Backend, LayerActivations } from "../core/seams.ts";
import { layerLooks } from "./layerLooks.ts";
import { MODES } from "./modes.ts";
import { timedScorer } from "./timedScorer.ts";

/** Does with the layers of the probe what is done with those of a typed sentence: every layer is scored, then sketched. */
export function probeScoring<R>(
  { backend, atlas, guesses }: { backend: Backend<R>; atlas: Atlas; guesses: boolean },
  nPos: number,
) {
  const scorer = timedScorer(backend.scorer(MODES, { everyToken: true }));
  const looks = layerLooks(scorer, atlas, guesses);
  const added: number[] = [];
  return {
    async add(activations: LayerActivations<R>): Promise<void> {
      await scorer.add(activations, { row: 0, nPos, batchPos: nPos });
      added.push(activations.layer);
    },
    async draw(): Promise<void> {
      await scorer.scores();
      for (const layer of added) await looks.sketch(layer, undefined);
    },
    /** By the computer's clock: what each step takes where the backend is the CPU. */
    times: (): KernelTimes => scorer.times(),
    dispose: () => scorer.dispose(),
  };
}
