import { setMode } from "../../state/actions.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export function ModeSwitch() {
  const t = useTexts().explore;
  const on = useScreen((screen) => screen.mode === "tails");
  return (
    <span className="mode-switch" data-tour="mode">
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
        {t.guess.tailsOnly}
      </button>
      <Hint text={t.hints.tails} />
    </span>
  );
}
