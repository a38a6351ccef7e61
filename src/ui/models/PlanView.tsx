import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { PlanActions } from "./PlanActions.tsx";
import { PlanFacts } from "./PlanFacts.tsx";
import { PlanFits } from "./PlanFits.tsx";
import { StepSlider } from "./StepSlider.tsx";

/** What opening the model that was chosen would take, before any of its weights are downloaded. */
export function PlanView() {
  const t = useTexts().models.plan;
  const considered = useScreen((screen) => screen.considered);
  const plan = useScreen((screen) => screen.plan);
  const planning = useScreen((screen) => screen.planning);
  if (considered === undefined) return null;
  return (
    <section className="plan" aria-label={t.region} aria-busy={planning}>
      <h2 className="plan-title">{plan?.title ?? considered}</h2>
      {plan?.steps !== undefined && <StepSlider steps={plan.steps} considered={considered} />}
      {plan === undefined ? (
        <p className="note" role="status">
          {planning ? t.reading : t.unreadable}
        </p>
      ) : (
        <>
          <PlanFacts plan={plan} />
          <PlanFits plan={plan} />
          {plan.notes.length > 0 && (
            <ul className="plan-notes" aria-label={t.notes}>
              {plan.notes.map((note) => (
                <li key={note} className="note">
                  {note}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <PlanActions />
    </section>
  );
}
