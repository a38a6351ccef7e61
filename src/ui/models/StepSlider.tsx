import { formatCount } from "../../plot/format.ts";
import { considerSoon } from "../../state/plan.ts";
import { Hint } from "../parts/Hint.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";

interface StepSliderProps {
  /** Revisions in the order of training. */
  steps: readonly string[];
  considered: string;
}

/** How far in its training the model was: each step is a revision of its own. */
export function StepSlider({ steps, considered }: StepSliderProps) {
  const { plan: t, hints } = useTexts().models;
  const [repository = "", revision = "main"] = considered.split("@");
  const found = steps.indexOf(revision);
  const place = found < 0 ? steps.length - 1 : found;
  const words = found < 0 ? t.lastStep(revision) : stepWords(revision, t);
  return (
    <div className="steps">
      <label className="layer-slider">
        <span className="section-title">{t.step}</span>
        <input
          type="range"
          aria-label={t.step}
          aria-valuetext={words}
          min={0}
          max={steps.length - 1}
          step={1}
          value={place}
          onChange={({ target }) => considerSoon(`${repository}@${steps[target.valueAsNumber]}`)}
        />
        <output className="number">{words}</output>
      </label>
      <p className="note">
        {t.steps(steps.length, stepWords(steps[0], t), stepWords(steps.at(-1), t))}
        <Hint text={hints.step} />
      </p>
    </div>
  );
}

/** “step143000” → “step 143 000”. */
function stepWords(revision = "", t: Texts["models"]["plan"]): string {
  const number = /^step(\d+)$/.exec(revision)?.[1];
  return number === undefined ? revision : t.stepNumber(formatCount(Number(number)));
}
