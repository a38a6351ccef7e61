import { setMode } from "../../state/actions.ts";
import { useScreen } from "../useScreen.ts";

export function ModeSwitch() {
  const on = useScreen((screen) => screen.mode === "tails");
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      onClick={() => setMode(on ? "full" : "tails")}
    >
      <span className="switch-track" aria-hidden="true">
        <span className="switch-thumb" />
      </span>
      Tails only
    </button>
  );
}
