import type { ModelPlan } from "../../core/api.ts";
import { setTab } from "../../state/actions.ts";
import { cancelOpening, openConsidered } from "../../state/choose.ts";
import { dismissPlan } from "../../state/plan.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** What can be done about the model on show: open it, wait for it, or leave it. */
export function PlanActions() {
  const isWanted = useScreen((screen) => screen.considered === screen.model);
  const isComing = useScreen((screen) => (screen.opening ?? screen.loading) !== undefined);
  const isOpen = useScreen((screen) => screen.openedId === screen.considered);
  if (isWanted && isComing) return <Coming />;
  return isWanted && isOpen ? <Open /> : <Offer />;
}

function Offer() {
  const t = useTexts().models.plan;
  const plan = useScreen((screen) => screen.plan);
  const planning = useScreen((screen) => screen.planning);
  const backend = useScreen((screen) => screen.backend);
  const fits = plan && (backend === "auto" ? Object.values(plan.fits) : [plan.fits[backend]]);
  const runs = fits?.some(({ how }) => how !== "no") ?? false;
  return (
    <div className="plan-actions">
      {plan && (
        <button
          type="button"
          className="button button-primary"
          disabled={planning || !runs}
          onClick={openConsidered}
        >
          {needsDownload(plan) ? t.downloadAndOpen : t.open}
        </button>
      )}
      <button type="button" className="button" onClick={dismissPlan}>
        {t.cancel}
      </button>
    </div>
  );
}

function Coming() {
  const t = useTexts().models.plan;
  const progress = useScreen((screen) => screen.opening ?? screen.loading);
  const isUsable = useScreen((screen) => screen.openedId === screen.considered);
  return (
    <div className="plan-actions">
      {progress && <ProgressBar name={t.download} progress={progress} />}
      <button type="button" className="button" onClick={() => void cancelOpening()}>
        {t.cancel}
      </button>
      {isUsable ? (
        <button type="button" className="button" onClick={() => setTab("explore")}>
          {t.explore}
        </button>
      ) : null}
      <p className="note">{isUsable ? t.firstIsHere : t.soon}</p>
    </div>
  );
}

function Open() {
  const t = useTexts().models.plan;
  return (
    <div className="plan-actions">
      <p role="status">{t.isOpen}</p>
      <button type="button" className="button" onClick={() => setTab("explore")}>
        {t.explore}
      </button>
      <button type="button" className="button-quiet" onClick={dismissPlan}>
        {t.close}
      </button>
    </div>
  );
}

function needsDownload({ kind, downloadBytes }: ModelPlan): boolean {
  return kind === "hub" && downloadBytes > 0;
}
