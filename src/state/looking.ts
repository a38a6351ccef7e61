import type { TailCutoffs } from "../core/tails.ts";
import { MOST_CLASSES } from "./hashFields.ts";
import { reconcile, setDragging } from "./reconcile.ts";
import { store, type View } from "./store.ts";

// What is changed in the Density figure and beside it: the text stays, it is looked at in another way.

/** Takes two cut-offs for every layer and class; undefined: each class's own again. `done`: they were let go. */
export function setFixed(cutoffs: TailCutoffs | undefined, done = true): void {
  setDragging(!done);
  store.setState({ fixed: cutoffs && { left: short(cutoffs.left), right: short(cutoffs.right) } });
  void reconcile();
}

/** Draws a class's density besides the guessed one's, or no more. The oldest one goes where there are many. */
export function togglePinnedClass(index: number): void {
  const { pinnedClasses: had } = store.getState();
  const others = had.filter((one) => one !== index);
  store.setState({
    pinnedClasses: others.length < had.length ? others : [...others, index].slice(-MOST_CLASSES),
  });
  void reconcile();
}

/** Keeps the text now on show, to compare others with. */
export function pinSentence(): void {
  const { text, guess, sketches, token } = store.getState();
  if (text.trim() === "") return;
  // a single token's layers are not those of the whole sentence, which is what is kept
  const isSeen = guess?.text === text && token === undefined && guess.token === undefined;
  store.setState({ pinned: text, pinnedGuess: undefined, pinnedSketches: isSeen ? [...sketches] : [] });
  void reconcile();
}

export function unpinSentence(): void {
  store.setState({ pinned: undefined, pinnedGuess: undefined, pinnedSketches: [] });
  void reconcile();
}

/** The stretch of values on show; undefined: all. */
export function setZoom(zoom: readonly [number, number] | undefined): void {
  store.setState({ zoom: zoom && [short(zoom[0]), short(zoom[1])] });
}

export function setYScale(yScale: View["yScale"]): void {
  store.setState({ yScale });
}

/** Four digits say where a line was let go, and keep links short. */
function short(value: number): number {
  return Number(value.toPrecision(4));
}
