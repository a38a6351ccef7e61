import { BackendChoiceSelect, BackendPlace } from "./BackendChoice.tsx";
import { ModelSelect } from "./ModelSelect.tsx";
import { Tabs } from "./Tabs.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";

export function Header() {
  return (
    <header className="header">
      <h1 className="wordmark">
        <Mark />
        Tailscope
      </h1>
      <Tabs />
      <div className="header-choices">
        <ModelSelect />
        <BackendChoiceSelect />
        <BackendPlace />
      </div>
      <ThemeToggle />
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
