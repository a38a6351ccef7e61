import type { TailRule } from "../../core/tails.ts";
import { setFitOptions } from "../../state/data.ts";
import { useScreen } from "../useScreen.ts";
import { NumberField } from "./NumberField.tsx";

const RULES: readonly { value: TailRule["rule"]; label: string; note: string }[] = [
  {
    value: "published",
    label: "published",
    note: "The study’s: from zero outward to where the density is under 10⁻⁴ and rises again.",
  },
  {
    value: "relative",
    label: "relative",
    note: "The same walk with a threshold that follows the density’s peak, for activations of any scale.",
  },
  {
    value: "std",
    label: "standard deviations",
    note: "What lies beyond k standard deviations of the class’s mean.",
  },
  {
    value: "fixed",
    label: "fixed",
    note: "What lies at or beyond two values of your own, the same for all classes.",
  },
];

/** Where the tails of a class begin. */
export function TailRuleFields() {
  const rule = useScreen((screen) => screen.fitForm.options.rule);
  return (
    <>
      <div className="field option">
        <label htmlFor="option-rule">Tail rule</label>
        <select
          id="option-rule"
          value={rule}
          aria-describedby="option-rule-note"
          onChange={({ target }) => setFitOptions({ rule: target.value as TailRule["rule"] })}
        >
          {RULES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <p id="option-rule-note" className="note">
          {RULES.find(({ value }) => value === rule)?.note}
        </p>
      </div>
      {rule === "std" && (
        <NumberField name="k" label="k">
          Standard deviations to either side of the mean.
        </NumberField>
      )}
      {rule === "fixed" && (
        <>
          <NumberField name="left" label="Left cut-off">
            Values at or below it are in the tails.
          </NumberField>
          <NumberField name="right" label="Right cut-off">
            Values at or above it are in the tails.
          </NumberField>
        </>
      )}
    </>
  );
}
