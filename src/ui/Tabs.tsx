import type { KeyboardEvent } from "react";
import { setTab } from "../state/actions.ts";
import type { Tab } from "../state/store.ts";
import { useScreen } from "./useScreen.ts";

const TABS: readonly { tab: Tab; name: string }[] = [
  { tab: "explore", name: "Explore" },
  { tab: "evaluate", name: "Evaluate" },
  { tab: "fit", name: "Fit" },
  { tab: "compare", name: "Compare" },
  { tab: "models", name: "Models" },
];

export function Tabs() {
  const current = useScreen((screen) => screen.tab);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = TABS.findIndex(({ tab }) => tab === current);
    const { tab } = TABS[(index + step + TABS.length) % TABS.length]!;
    setTab(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  }

  return (
    <div role="tablist" aria-label="Views" className="tabs" onKeyDown={onKeyDown}>
      {TABS.map(({ tab, name }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-controls={`panel-${tab}`}
          aria-selected={tab === current}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => setTab(tab)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
