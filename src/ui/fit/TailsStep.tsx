import type { TailRule } from "../../core/tails.ts";
import { setFitOptions } from "../../state/data.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { TailPicture } from "./DensityPictures.tsx";
import { NumberField } from "./NumberField.tsx";
import { noteId, OptionCard } from "./OptionCard.tsx";
import { OptionSet } from "./OptionSet.tsx";
import { K_SLIDER } from "./sliders.ts";

const RULES: readonly TailRule["rule"][] = ["published", "relative", "std", "fixed"];

/** Where the tails of a class begin. */
export function TailsStep() {
  const t = useTexts().fit.options;
  const rule = useScreen((screen) => screen.fitForm.options.rule);
  return (
    <OptionSet className="fit-tails">
      <OptionCard name="rule" control={<RuleField />}>
        <p className="option-what option-chosen" aria-live="polite">
          {t.rule.notes[rule]}
        </p>
        {rule === "std" && (
          <div>
            <NumberField name="k" describedBy="option-k-note" slider={K_SLIDER} />
            <p id="option-k-note" className="note">
              {t.k.note}
            </p>
          </div>
        )}
        {rule === "fixed" &&
          (["left", "right"] as const).map((side) => (
            <div key={side}>
              <NumberField name={side} describedBy={`option-${side}-note`} />
              <p id={`option-${side}-note`} className="note">
                {t[side].note}
              </p>
            </div>
          ))}
      </OptionCard>
      <TailPicture />
    </OptionSet>
  );
}

function RuleField() {
  const t = useTexts().fit.options.rule;
  const rule = useScreen((screen) => screen.fitForm.options.rule);
  return (
    <label className="field-choice">
      <span>{t.label}</span>
      <select
        value={rule}
        aria-describedby={noteId("rule")}
        onChange={({ target }) => setFitOptions({ rule: target.value as TailRule["rule"] })}
      >
        {RULES.map((value) => (
          <option key={value} value={value}>
            {t.choices[value]}
          </option>
        ))}
      </select>
    </label>
  );
}
