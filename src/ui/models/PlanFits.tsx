import type { BackendStatus, ModelPlan } from "../../core/api.ts";
import { useTexts } from "../texts/useTexts.ts";
import { size } from "../words.ts";

const BACKENDS: readonly BackendStatus["backend"][] = ["wasm", "webgpu"];

/** How it fits this machine, on either backend. */
export function PlanFits({ plan }: { plan: ModelPlan }) {
  const { common, models } = useTexts();
  const t = models.plan;
  return (
    <ul className="fits" aria-label={t.fits}>
      {BACKENDS.map((backend) => {
        const { how, memoryBytes, reason } = plan.fits[backend];
        return (
          <li key={backend} className={`fit fit-${how}`} data-how={how}>
            <p>
              <strong>{common.backends[backend]}</strong> {t.verdicts[how]}
              {how !== "no" && <span className="faint number"> · {t.memory(size(memoryBytes))}</span>}
            </p>
            <p className="note">{reason}</p>
          </li>
        );
      })}
    </ul>
  );
}
