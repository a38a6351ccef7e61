import { cancelOpening } from "../state/choose.ts";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useScreen } from "./useScreen.ts";

/** Under the header, while layers are still coming in; the plan on the Models tab has its own. */
export function LoadingBar() {
  const loading = useScreen((screen) => screen.loading);
  const isOnPlan = useScreen(({ tab, considered, openedId }) => tab === "models" && considered === openedId);
  if (loading === undefined || isOnPlan) return null;
  return (
    <section className="loading-bar" aria-label="Model coming in">
      <ProgressBar name="Layers coming in" progress={loading} />
      <p className="note">Type meanwhile: layers are shown as they come.</p>
      <button type="button" className="button" onClick={() => void cancelOpening()}>
        Stop
      </button>
    </section>
  );
}
