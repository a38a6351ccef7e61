import { cancelOpening } from "../state/choose.ts";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** Under the header, while layers are still coming in; the plan on the Models tab has its own. */
export function LoadingBar() {
  const t = useTexts().common;
  const loading = useScreen((screen) => screen.loading);
  const isOnPlan = useScreen(({ tab, considered, openedId }) => tab === "models" && considered === openedId);
  if (loading === undefined || isOnPlan) return null;
  return (
    <section className="loading-bar" aria-label={t.loading.name}>
      <ProgressBar name={t.loading.layers} progress={loading} />
      <p className="note">{t.loading.meanwhile}</p>
      <button type="button" className="button" onClick={() => void cancelOpening()}>
        {t.stop}
      </button>
    </section>
  );
}
