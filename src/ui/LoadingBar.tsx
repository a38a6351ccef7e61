import { cancelOpening } from "../state/choose.ts";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useScreen } from "./useScreen.ts";

/** Under the header, while layers are still coming in. */
export function LoadingBar() {
  const loading = useScreen((screen) => screen.loading);
  if (loading === undefined) return null;
  return (
    <div className="loading-bar">
      <ProgressBar name="Layers coming in" progress={loading} />
      <p className="note">Type meanwhile: layers are shown as they come.</p>
      <button type="button" className="button" onClick={() => void cancelOpening()}>
        Stop
      </button>
    </div>
  );
}
