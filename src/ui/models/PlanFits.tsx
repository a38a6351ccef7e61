import type { BackendStatus, Fit, ModelPlan } from "../../core/api.ts";
import { BACKEND_WORDS, size } from "../words.ts";

const BACKENDS: readonly BackendStatus["backend"][] = ["wasm", "webgpu"];
const VERDICTS: Record<Fit["how"], string> = {
  whole: "fits whole",
  paged: "fits in parts, slower",
  no: "does not run",
};

/** How it fits this machine, on either backend. */
export function PlanFits({ plan }: { plan: ModelPlan }) {
  return (
    <ul className="fits" aria-label="How it fits this machine">
      {BACKENDS.map((backend) => {
        const { how, memoryBytes, reason } = plan.fits[backend];
        return (
          <li key={backend} className={`fit fit-${how}`} data-how={how}>
            <p>
              <strong>{BACKEND_WORDS[backend]}</strong> {VERDICTS[how]}
              {how !== "no" && <span className="faint number"> · {size(memoryBytes)} of memory</span>}
            </p>
            <p className="note">{reason}</p>
          </li>
        );
      })}
    </ul>
  );
}
