import { formatCount } from "../../plot/format.ts";
import { cancelProfile, loadProfile } from "../../state/profile.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Which other sentences the dimensions are held against, or the way to read some. */
export function ProfileLine() {
  const t = useTexts().explore.dimensions;
  const profile = useScreen((screen) => screen.profile);
  const profiling = useScreen((screen) => screen.profiling);
  if (profiling) {
    return (
      <span className="profile-line">
        <ProgressBar name={t.loading} progress={profiling} />
        <button type="button" className="button-quiet" onClick={() => void cancelProfile()}>
          {t.stop}
        </button>
      </span>
    );
  }
  if (profile) {
    return (
      <span className="profile-line">{t.against(formatCount(profile.nSentences), profile.dataName)}</span>
    );
  }
  return (
    <span className="profile-line">
      <button type="button" className="button-quiet" onClick={() => void loadProfile()}>
        {t.load}
      </button>
    </span>
  );
}
