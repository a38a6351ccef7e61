import type { Pooling } from "../../core/pooling.ts";
import { setFitOptions } from "../../state/data.ts";
import { useScreen } from "../useScreen.ts";

const SWITCHES = [
  {
    name: "dropLastWord",
    label: "Leave out the last word",
    note: "Cuts each text at its last space, so that the model stands before a word rather than after a full stop.",
  },
  {
    name: "prependBos",
    label: "Begin with the start token",
    note: "Puts the model’s <|endoftext|> in front, as it was in the study.",
  },
  {
    name: "center",
    label: "Centre each vector",
    note: "Takes a vector’s own mean off its values; every reader of the stream does so anyway.",
  },
] as const;

const POOLINGS: readonly { value: Pooling; label: string; note: string }[] = [
  { value: "last", label: "last token", note: "The study’s: the values of the last token only." },
  { value: "all", label: "all tokens", note: "The values of every token but the start token, in one bag." },
  {
    value: "mean",
    label: "mean of tokens",
    note: "The values of the mean over all tokens but the start token.",
  },
];

/** How a text becomes a bag of values. */
export function ReadingFields() {
  const options = useScreen((screen) => screen.fitForm.options);
  return (
    <>
      {SWITCHES.map(({ name, label, note }) => (
        <div key={name} className="option">
          <label className="field-check">
            <input
              type="checkbox"
              checked={options[name]}
              aria-describedby={`option-${name}-note`}
              onChange={({ target }) => setFitOptions({ [name]: target.checked })}
            />
            <span>{label}</span>
          </label>
          <p id={`option-${name}-note`} className="note">
            {note}
          </p>
        </div>
      ))}
      <div className="field option">
        <label htmlFor="option-pooling">Values of</label>
        <select
          id="option-pooling"
          value={options.pooling}
          aria-describedby="option-pooling-note"
          onChange={({ target }) => setFitOptions({ pooling: target.value as Pooling })}
        >
          {POOLINGS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <p id="option-pooling-note" className="note">
          {POOLINGS.find(({ value }) => value === options.pooling)?.note}
        </p>
      </div>
    </>
  );
}
