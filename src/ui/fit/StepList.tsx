import { useTexts } from "../texts/useTexts.ts";
import { FIT_STEPS, type FitWalk } from "./fitSteps.ts";
import { useStepSummaries } from "./stepSummaries.ts";

/** All steps, what each is set to, and where one is. */
export function StepList({ walk: { step, goTo } }: { walk: FitWalk }) {
  const t = useTexts().fit;
  const summaries = useStepSummaries();
  return (
    <nav aria-label={t.wizard.name}>
      <ol className="fit-steps">
        {FIT_STEPS.map((one, i) => (
          <li key={one}>
            <button
              type="button"
              className="fit-step-button"
              aria-current={one === step ? "step" : undefined}
              onClick={() => goTo(one)}
            >
              <span className="fit-step-number number" aria-hidden="true">
                {i + 1}
              </span>
              <span className="fit-step-words">
                <strong>{t.steps[one].title}</strong>
                <span className="fit-step-state">{summaries[one]}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
