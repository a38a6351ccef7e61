import { setTab } from "../state/actions.ts";
import { startTour } from "../state/tour.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** The idea, for somebody who has never heard of it. */
export function Intro() {
  const t = useTexts().header;
  const isExplore = useScreen((screen) => screen.tab === "explore");
  if (!isExplore) return null;
  return (
    <div className="intro">
      <p>{t.intro}</p>
      <p className="intro-ways">
        <button type="button" className="button-link" onClick={startTour}>
          {t.takeTour}
        </button>
        <button type="button" className="button-link" onClick={() => setTab("method")}>
          {t.readMethod}
        </button>
      </p>
    </div>
  );
}
