import { EXAMPLES } from "./examples.ts";
import { reconcile } from "./reconcile.ts";
import { type Screen, store, type View } from "./store.ts";

export const TOUR_STEPS = 5;

/** What the tour changed, as it was before, and as the tour last had it. */
let before: Partial<View> = {};
let given: Partial<View> = {};

export function startTour(): void {
  before = {};
  given = {};
  goToStep(0);
}

/** The view that a step speaks of, and the step. */
export function goToStep(step: number): void {
  take(viewOfStep(step, store.getState()));
  store.setState({ tourStep: step });
}

/** Puts back what the tour changed, but for what the person has changed since. */
export function endTour(): void {
  const screen = store.getState();
  const isStill = (field: string) => screen[field as keyof View] === given[field as keyof View];
  const back = Object.entries(before).filter(([field]) => isStill(field));
  before = {};
  given = {};
  store.setState({ tourStep: undefined, ...Object.fromEntries(back) });
  void reconcile();
}

/** What a step sets: one layer of one sentence, drawn as a whole; the last throws away all but the tails. */
export function viewOfStep(step: number, screen: Screen): Partial<View> {
  const { text, sketches, layer } = screen;
  return {
    ...{ tab: "explore", fixed: undefined, zoom: undefined, token: undefined },
    mode: step === TOUR_STEPS - 1 ? "tails" : "full",
    ...(text.trim() === "" && { text: EXAMPLES[0]!.text }),
    ...(step === 2 && { layer: layerOfTails(sketches) ?? layer }),
  };
}

/** The layer with the most values in the tails; a quick look shows what there is to see. */
function layerOfTails(sketches: Screen["sketches"]): number | undefined {
  let most: Screen["sketches"][number];
  for (const sketch of sketches) {
    if (sketch !== undefined && sketch.tailCount > (most?.tailCount ?? 0)) most = sketch;
  }
  return most?.layer;
}

function take(change: Partial<View>): void {
  const screen = store.getState();
  const had = Object.fromEntries(Object.keys(change).map((key) => [key, screen[key as keyof View]]));
  before = { ...had, ...before };
  given = { ...given, ...change };
  store.setState(change);
  void reconcile();
}
