import { PUBLISHED } from "../../core/options.ts";
import { setFitForm } from "../../state/data.ts";
import { optionFields } from "../../state/fitForm.ts";
import { useScreen } from "../useScreen.ts";
import { NumberField } from "./NumberField.tsx";
import { ReadingFields } from "./ReadingFields.tsx";
import { TailRuleFields } from "./TailRuleFields.tsx";

/** Every option that an atlas depends on; it is written into its file. */
export function OptionFields() {
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const modelOptions = useScreen((screen) => screen.modelOptions);
  return (
    <section className="card" aria-labelledby="fit-options">
      <div className="card-head">
        <h2 id="fit-options" className="section-title">
          Options
        </h2>
        <div className="exports">
          <button
            type="button"
            className="button-quiet"
            disabled={fitting}
            onClick={() => setFitForm({ options: optionFields(PUBLISHED) })}
          >
            The study’s own
          </button>
          <button
            type="button"
            className="button-quiet"
            disabled={fitting || modelOptions === undefined}
            onClick={() => modelOptions && setFitForm({ options: optionFields(modelOptions) })}
          >
            This model’s own
          </button>
        </div>
      </div>
      <fieldset className="option-grid" disabled={fitting}>
        <legend className="visually-hidden">Options of the fit</legend>
        <ReadingFields />
        <NumberField name="bandwidthScale" label="Bandwidth scale">
          How wide each value is smeared, in units of Scott’s factor: 4 in the study, less for few sentences.
        </NumberField>
        <NumberField name="gridPoints" label="Grid points">
          How many points each density is kept at, from its least to its greatest value.
        </NumberField>
        <NumberField name="densityFloor" label="Density floor">
          Added to every density before its logarithm, so that no single value decides alone.
        </NumberField>
        <TailRuleFields />
      </fieldset>
    </section>
  );
}
