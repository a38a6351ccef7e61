import { formatCount } from "../../plot/format.ts";
import { considerSoon } from "../../state/plan.ts";

interface StepSliderProps {
  /** Revisions in the order of training. */
  steps: readonly string[];
  considered: string;
}

/** How far in its training the model was: each step is a revision of its own. */
export function StepSlider({ steps, considered }: StepSliderProps) {
  const [repository = "", revision = "main"] = considered.split("@");
  const found = steps.indexOf(revision);
  const place = found < 0 ? steps.length - 1 : found;
  const words = found < 0 ? `${revision}, the end of training` : stepWords(revision);
  return (
    <div className="steps">
      <label className="layer-slider">
        <span className="section-title">Training step</span>
        <input
          type="range"
          aria-label="Training step"
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
        {steps.length} steps, from {stepWords(steps[0])} to {stepWords(steps.at(-1))}; each is a download of
        its own and is kept apart.
      </p>
    </div>
  );
}

/** “step143000” → “step 143 000”. */
function stepWords(revision = ""): string {
  const number = /^step(\d+)$/.exec(revision)?.[1];
  return number === undefined ? revision : `step ${formatCount(Number(number))}`;
}
