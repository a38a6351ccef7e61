import { type FitOptions, PUBLISHED } from "../../core/options.ts";
import { setFitForm } from "../../state/data.ts";
import { type OptionFields, optionFields } from "../../state/fitForm.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** All options at once: the study's, or those of the atlas that the open model came with. */
export function OptionPresets() {
  const t = useTexts().fit;
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const modelOptions = useScreen((screen) => screen.modelOptions);
  const fields = useScreen((screen) => screen.fitForm.options);
  const preset = (label: string, options: FitOptions | undefined) => (
    <button
      type="button"
      className="chip"
      disabled={fitting || options === undefined}
      aria-pressed={options !== undefined && same(fields, optionFields(options))}
      onClick={() => options && setFitForm({ options: optionFields(options) })}
    >
      {label}
    </button>
  );
  return (
    <div className="fit-presets">
      <div className="hinted">
        <span className="section-title">{t.wizard.presets}</span>
        <Hint text={t.hints.presets} />
      </div>
      {preset(t.options.study, PUBLISHED)}
      {preset(t.options.model, modelOptions)}
    </div>
  );
}

/** Whether a fit would be the same: numbers of a rule that is not chosen do not count. */
function same(a: OptionFields, b: OptionFields): boolean {
  const { k, left, right } = a;
  const unused = {
    std: { left, right },
    fixed: { k },
    published: { k, left, right },
    relative: { k, left, right },
  };
  const theirs: OptionFields = { ...b, ...unused[a.rule] };
  return (Object.keys(a) as (keyof OptionFields)[]).every((key) => a[key] === theirs[key]);
}
