import type { Progress } from "../core/api.ts";

/** What is done of a model. */
export type Step = "fitting" | "evaluating";

/** Where all models stand together. `fitShare`: of a model's work. What was done before takes no time and tells nothing of it. */
export function studyMeter(nModels: number, fitShare: number, now: () => number = () => performance.now()) {
  let last: { model: number; step: Step; fraction: number; at: number } | undefined;
  let seen = 0;
  let seconds = 0;
  return (model: number, step: Step, ofStep: number): Omit<Progress, "label"> => {
    const ofModel = step === "fitting" ? fitShare * ofStep : fitShare + (1 - fitShare) * ofStep;
    const fraction = (model + ofModel) / nModels;
    const at = now();
    if (last?.model === model && last.step === step) {
      seen += fraction - last.fraction;
      seconds += (at - last.at) / 1000;
    }
    last = { model, step, fraction, at };
    return seen < 0.02 ? { fraction } : { fraction, secondsLeft: (seconds / seen) * (1 - fraction) };
  };
}
