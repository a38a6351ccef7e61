import type { OpenedModel } from "../core/api.ts";
import { fitToModel } from "./fitView.ts";
import { forget, reconcile } from "./reconcile.ts";
import { store } from "./store.ts";

/** The open model guesses with another atlas from now on: what was found with the one before is gone. */
export function adopt(opened: OpenedModel): void {
  forget("guess");
  store.setState({
    opened,
    guess: undefined,
    picture: undefined,
    profile: undefined,
    profiling: undefined,
    pinnedGuess: undefined,
    pinnedSketches: [],
    report: undefined,
    wholeReport: undefined,
    cell: undefined,
  });
  fitToModel(opened);
  void reconcile();
}
