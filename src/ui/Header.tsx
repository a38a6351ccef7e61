import { startTour } from "../state/tour.ts";
import { BackendChoiceSelect, BackendPlace } from "./BackendChoice.tsx";
import { LanguageSelect } from "./LanguageSelect.tsx";
import { ModelSelect } from "./ModelSelect.tsx";
import { Tabs } from "./Tabs.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";
import { useTexts } from "./texts/useTexts.ts";

export function Header() {
  const t = useTexts();
  return (
    <header className="header">
      <h1 className="wordmark" translate="no">
        <Mark />
        {t.common.wordmark}
      </h1>
      <Tabs />
      <div className="header-choices">
        <ModelSelect />
        <BackendChoiceSelect />
        <BackendPlace />
      </div>
      <div className="header-self">
        <button type="button" className="button" onClick={startTour}>
          {t.header.tour}
        </button>
        <LanguageSelect />
        <ThemeToggle />
      </div>
    </header>
  );
}

/** A bell with lit tails. */
function Mark() {
  return (
    <svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true">
      <path className="mark-tail" d="M1 18c3 0 5-.5 7-3v3zM27 18c-3 0-5-.5-7-3v3z" />
      <path className="mark-bell" d="M1 18c6 0 8-2 10-9 1-4 1.8-7 3-7s2 3 3 7c2 7 4 9 10 9" />
    </svg>
  );
}
