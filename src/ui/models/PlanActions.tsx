import type { ModelPlan } from "../../core/api.ts";
import { setTab } from "../../state/actions.ts";
import { cancelOpening, openConsidered } from "../../state/choose.ts";
import { dismissPlan } from "../../state/plan.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
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
          {needsDownload(plan) ? "Download and open" : "Open"}
        </button>
      )}
      <button type="button" className="button" onClick={dismissPlan}>
        Cancel
      </button>
    </div>
  );
}

function Coming() {
  const progress = useScreen((screen) => screen.opening ?? screen.loading);
  const isUsable = useScreen((screen) => screen.openedId === screen.considered);
  return (
    <div className="plan-actions">
      {progress && <ProgressBar name="Download" progress={progress} />}
      <button type="button" className="button" onClick={() => void cancelOpening()}>
        Cancel
      </button>
      {isUsable ? (
        <button type="button" className="button" onClick={() => setTab("explore")}>
          Go to Explore
        </button>
      ) : null}
      <p className="note">
        {isUsable
          ? "The first layer is here: Explore works while the rest comes in."
          : "Explore works as soon as the first layer is here; the rest comes in meanwhile."}
      </p>
    </div>
  );
}

function Open() {
  return (
    <div className="plan-actions">
      <p role="status">It is open.</p>
      <button type="button" className="button" onClick={() => setTab("explore")}>
        Go to Explore
      </button>
      <button type="button" className="button-quiet" onClick={dismissPlan}>
        Close
      </button>
    </div>
  );
}

function needsDownload({ kind, downloadBytes }: ModelPlan): boolean {
  return kind === "hub" && downloadBytes > 0;
}
