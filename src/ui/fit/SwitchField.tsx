import { setFitOptions } from "../../state/data.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { noteId } from "./OptionCard.tsx";

/** An option that is on or off. */
export function SwitchField({ name }: { name: "dropLastWord" | "prependBos" | "center" }) {
  const t = useTexts().fit.options;
  const on = useScreen((screen) => screen.fitForm.options[name]);
  return (
    <label className="field-check">
      <input
        type="checkbox"
        checked={on}
        aria-describedby={noteId(name)}
        onChange={({ target }) => setFitOptions({ [name]: target.checked })}
      />
      <span>{t[name].label}</span>
    </label>
  );
}
