import type {
  DimensionProfile,
  Guess,
  GuessRequest,
  LayerSketch,
  Look,
  LookAt,
  ModeRanking,
  PinnedGuess,
  ViewMode,
} from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import { requireCutoffs } from "../core/fixedTails.ts";
import type { ActivationSource, Backend, Signal } from "../core/seams.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { breathe } from "./breathe.ts";
import { dimensionProfile, type ProfileControl, type ProfileData } from "./dimensionProfile.ts";
import { createEvaluations, type Evaluations } from "./evaluations.ts";
import { type LayerLooks, layerLooks, sameCutoffs } from "./layerLooks.ts";
import { MODES } from "./modes.ts";
import { picture } from "./picture.ts";
import { type Prediction, predict } from "./predict.ts";

export type { HeldOut } from "./evaluations.ts";

/** What a model without an atlas says. */
const NOTHING: ModeRanking = {
  logLikelihood: [],
  byLayer: new Float32Array(),
  ranking: [],
  floorShare: 0,
  meanTailCount: 0,
};

/** A model slower than this shows its layers as they come; a quicker one's guess goes first. */
const QUICK_MS = 50;

/** An open model, most often with its atlas: guesses texts as they are typed, shows layers, evaluates. One text at a time, the newest wins. */
export interface Lab extends Evaluations {
  guess(request: GuessRequest, onLayer: (sketch: LayerSketch) => void): Promise<Guess>;
  look(at: LookAt): Promise<Look>;
  /** Keeps another sentence beside the typed one until a newer is pinned, nothing is, or the lab stops. */
  pin(request: GuessRequest | undefined): Promise<PinnedGuess | undefined>;
  /** Kept by its number of sentences; a newer call makes an older one reject as "aborted". */
  dimensionProfile(
    data: ProfileData | Promise<ProfileData>,
    nSentences: number,
    control: Omit<ProfileControl<never>, "signal">,
  ): Promise<DimensionProfile>;
  cancelProfile(): void;
  /** Stops what is under way and lets go of what was typed and pinned. */
  stop(): void;
}

/** A sentence that is shown. */
interface Shown {
  prediction: Prediction;
  looks: LayerLooks;
  /** The cut-offs that its sketches are by, where they are not the atlas's. */
  fixed: TailCutoffs | undefined;
}

/** `source` takes a run at a time (`shared`). `atlas` is what `backend` was made with; `guesses` is false where it is `noAtlas`, and only layers are shown. */
export function createLab<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  guesses = true,
): Lab {
  const evaluations = createEvaluations(source, backend, atlas, guesses);
  const profiles = new Map<number, DimensionProfile>();
  let [typing, pinning, profiling] = [{ aborted: false }, { aborted: false }, { aborted: false }];
  let last: Shown | undefined;
  let pinned: Shown | undefined;

  async function shown(
    { text, token, fixed }: GuessRequest,
    signal: Signal,
    onLayer?: (layer: number, looks: LayerLooks) => Promise<void> | void,
  ): Promise<Shown> {
    if (fixed) requireCutoffs(fixed);
    let looks: LayerLooks | undefined;
    const prediction = await predict(source, backend, atlas, text, MODES, {
      signal,
      token,
      everyToken: onLayer !== undefined,
      async onLayer(layer, scorer) {
        looks ??= layerLooks(scorer, atlas, guesses);
        await onLayer?.(layer, looks);
      },
    });
    return { prediction, looks: looks!, fixed };
  }

  async function rankings(
    { prediction, looks }: Shown,
    fixed: TailCutoffs | undefined,
  ): Promise<Record<ViewMode, ModeRanking>> {
    if (!guesses) return { full: NOTHING, tails: NOTHING };
    const [full, tails] = prediction.rankings as [ModeRanking, ModeRanking];
    return { full, tails: await looks.tailsRanking(tails, fixed) };
  }

  async function seen(at: LookAt, of: Shown, beside?: Shown): Promise<Pick<Look, "picture" | "modes">> {
    const modes = await rankings(of, at.fixed);
    const best = modes[at.mode].ranking[0] ?? -1;
    return { picture: await picture(of.looks, at, atlas, best, beside?.looks), modes };
  }

  /** Every layer. */
  function sketchesOf(of: Shown, fixed: TailCutoffs | undefined): Promise<LayerSketch[]> {
    const layers = Array.from({ length: atlas.nLayers }, (_, layer) => layer);
    return Promise.all(layers.map((layer) => of.looks.sketch(layer, fixed)));
  }

  function told(request: GuessRequest, of: Shown, { picture, modes }: Look, start: number): Guess {
    const { read, tokens, token, modelMs } = of.prediction;
    return {
      text: request.text,
      readText: read,
      tokenIds: tokens.ids,
      tokenTexts: tokens.texts,
      cut: tokens.cut,
      ...(token !== undefined && { token }),
      modes,
      picture,
      modelMs,
      totalMs: performance.now() - start,
    };
  }

  return {
    ...evaluations,
    async guess(request, onLayer) {
      typing.aborted = true;
      const signal = { aborted: false };
      typing = signal;
      const start = performance.now();
      const due: number[] = [];
      let nRead = 0;
      let underWay = true;
      const sketchDue = async (looks: LayerLooks, at: Pick<Shown, "fixed">) => {
        const layers = due.splice(0);
        // a hint: what is wrong with it is said by the guess
        const isAsked = underWay && layers.length > 0;
        const leading = isAsked ? looks.leaders(request, nRead).catch(() => undefined) : undefined;
        for (const layer of layers) {
          const sketch = await looks.sketch(layer, at.fixed);
          const leaders = layer === layers.at(-1) ? await leading : undefined;
          onLayer(leaders && underWay ? { ...sketch, leaders } : sketch);
        }
      };
      // what has come is shown, too, while the next layer is still being downloaded
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const sketchLater = (looks: LayerLooks) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => void sketchDue(looks, at).catch(() => {}), QUICK_MS);
      };
      const at = { fixed: request.fixed };
      const now = await shown(request, signal, async (layer, looks) => {
        due.push(layer);
        nRead++;
        if (performance.now() - start > QUICK_MS) await sketchDue(looks, at);
        else sketchLater(looks);
      }).finally(() => {
        clearTimeout(waiting);
        underWay = false;
      });
      if (signal.aborted) {
        now.looks.dispose();
        throw new Failure("aborted", "A newer text was typed.");
      }
      last?.looks.dispose();
      last = now;
      const look = await seen(request, now, pinned);
      if (signal.aborted) throw new Failure("aborted", "A newer text was typed.");
      void breathe()
        .then(() => sketchDue(now.looks, now)) // by what was looked at meanwhile
        .catch(() => {}); // a newer text has closed this one, or the next guess will say what is wrong
      return told(request, now, look, start);
    },
    async look(at) {
      const of = last;
      if (!of) throw new Failure("aborted", "There is no sentence to look at yet.");
      if (at.fixed) requireCutoffs(at.fixed);
      const changed = !sameCutoffs(at.fixed, of.fixed);
      of.fixed = at.fixed;
      const look = await seen(at, of, pinned);
      if (!changed) return look;
      return { ...look, sketches: await sketchesOf(of, at.fixed) };
    },
    async pin(request) {
      pinning.aborted = true;
      const signal = { aborted: false };
      pinning = signal;
      if (!request) {
        pinned?.looks.dispose();
        pinned = undefined;
        return undefined;
      }
      const start = performance.now();
      const now = await shown(request, signal, () => {});
      try {
        const guess = told(request, now, await seen(request, now), start);
        const sketches = await sketchesOf(now, request.fixed);
        if (signal.aborted) throw new Failure("aborted", "Another sentence was pinned, or none.");
        pinned?.looks.dispose();
        pinned = now;
        return { ...guess, sketches };
      } catch (error) {
        now.looks.dispose();
        throw error;
      }
    },
    async dimensionProfile(data, nSentences, control) {
      profiling.aborted = true;
      const signal = { aborted: false };
      profiling = signal;
      const kept = profiles.get(nSentences);
      if (kept) return kept;
      const profile = await dimensionProfile(source, atlas, guesses, await data, nSentences, {
        ...(control as Omit<ProfileControl<R>, "signal">),
        signal,
      });
      profiles.set(nSentences, profile);
      return profile;
    },
    cancelProfile() {
      profiling.aborted = true;
    },
    stop() {
      for (const signal of [typing, pinning, profiling]) signal.aborted = true;
      evaluations.cancelEvaluate();
      for (const each of [last, pinned]) each?.looks.dispose();
      last = undefined;
      pinned = undefined;
    },
  };
}
