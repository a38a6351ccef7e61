import { useState } from "react";

export const FIT_STEPS = ["data", "reading", "density", "tails", "fit"] as const;

export type FitStep = (typeof FIT_STEPS)[number];

/** The step on show, kept while other tabs are open. */
let shown: FitStep = "data";

export interface FitWalk {
  step: FitStep;
  /** Whether the person went there since the tab was opened: the heading is then told. */
  moved: boolean;
  goTo: (step: FitStep) => void;
}

/** Where in the wizard one is. Every step can be gone to at any time. */
export function useFitSteps(): FitWalk {
  const [{ step, moved }, set] = useState({ step: shown, moved: false });
  return {
    step,
    moved,
    goTo: (next) => {
      shown = next;
      set({ step: next, moved: true });
    },
  };
}

/** The step `by` places on; undefined beyond either end. */
export function stepBeside(step: FitStep, by: 1 | -1): FitStep | undefined {
  return FIT_STEPS[FIT_STEPS.indexOf(step) + by];
}
