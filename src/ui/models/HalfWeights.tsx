import { useState } from "react";
import type { SelfCheck } from "../../core/api.ts";
import { setHalfWeights } from "../../state/half.ts";
import { Hint } from "../parts/Hint.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** A switch where the GPU can read F16 weights; else, on a GPU, why there is none. */
export function HalfWeights() {
  const { check: t, hints } = useTexts().models;
  const opened = useScreen((screen) => screen.opened);
  const wanted = useScreen((screen) => screen.half);
  const check = useScreen((screen) => screen.check);
  const [place, setPlace] = useState(opened);
  if (opened !== undefined && opened !== place) setPlace(opened); // kept while the model is opened anew, and the focus with it
  if (place?.status.backend !== "webgpu") return null;
  const { state, reason } = place.half;
  if (state === "impossible") return <p className="note">{t.half.impossible(reason ?? "")}</p>;
  return (
    <div>
      <div className="hinted">
        <label className="field-check">
          <input type="checkbox" checked={wanted} onChange={({ target }) => setHalfWeights(target.checked)} />
          <span>{t.half.label}</span>
        </label>
        <Hint text={hints.half} />
      </div>
      <p className="note">{!wanted && reason ? t.half.refused(reason) : about(check, t.half)}</p>
    </div>
  );
}

/** What the check of a model with F16 weights has found. */
function about(check: SelfCheck | undefined, t: Texts["models"]["check"]["half"]): string {
  if (check?.half === undefined || check.maxError === undefined) return t.about;
  const error = check.maxError.toExponential(1);
  return check.half.exact ? t.exact(error) : t.measured(error);
}
