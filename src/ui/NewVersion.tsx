import { takeNewVersion } from "../state/install.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** Nothing is taken from under a person's hands: the new version waits until it is asked for. */
export function NewVersion() {
  const t = useTexts().common;
  const ready = useScreen((screen) => screen.newVersion);
  if (!ready) return null;
  return (
    <div role="status" className="message">
      <p>{t.newVersion}</p>
      <button type="button" className="button" onClick={() => void takeNewVersion()}>
        {t.reload}
      </button>
    </div>
  );
}
