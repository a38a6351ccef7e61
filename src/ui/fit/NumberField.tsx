import { setFitOptions } from "../../state/data.ts";
import type { OptionFields } from "../../state/fitForm.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export type NumberName = "bandwidthScale" | "gridPoints" | "densityFloor" | "k" | "left" | "right";

interface NumberFieldProps {
  name: NumberName;
  /** Id of the sentence that describes it. */
  describedBy: string;
  /** A slider beside it: what it holds at a place of the slider, and the other way round. */
  slider?: {
    min: number;
    max: number;
    step: number;
    place: (value: number) => number;
    text: (place: number) => string;
  };
}

/** A number as typed; it is judged when a fit is asked for. */
export function NumberField({ name, describedBy, slider }: NumberFieldProps) {
  const t = useTexts().fit;
  const value = useScreen((screen) => screen.fitForm.options[name]);
  const { label } = t.options[name];
  const set = (text: string) =>
    setFitOptions({ [name]: text } satisfies Partial<Record<NumberName, string>> as Partial<OptionFields>);
  const place = slider && Number(value) > 0 ? slider.place(Number(value)) : slider?.min;
  return (
    <span className="field-number">
      <label>
        <span>{label}</span>
        <input
          type="text"
          inputMode="decimal"
          value={value}
          aria-describedby={describedBy}
          onChange={({ target }) => set(target.value)}
        />
      </label>
      {slider && (
        <input
          type="range"
          aria-label={t.slider(label)}
          aria-valuetext={value}
          min={slider.min}
          max={slider.max}
          step={slider.step}
          value={place}
          onChange={({ target }) => set(slider.text(target.valueAsNumber))}
        />
      )}
    </span>
  );
}
