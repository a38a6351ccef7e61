import type { KeyboardEvent } from "react";
import { setTab } from "../state/actions.ts";
import type { Tab } from "../state/store.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

const TABS: readonly Tab[] = ["explore", "evaluate", "fit", "compare", "models", "method"];
const ENDS: Record<string, Tab> = { Home: TABS[0]!, End: TABS.at(-1)! };

export function Tabs() {
  const t = useTexts().header;
  const current = useScreen((screen) => screen.tab);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : TABS.indexOf(current) + step + TABS.length;
    const tab = next === undefined ? ENDS[event.key] : TABS[next % TABS.length];
    if (tab === undefined) return;
    event.preventDefault();
    setTab(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  }

  return (
    <div role="tablist" aria-label={t.views} className="tabs" onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-controls={`panel-${tab}`}
          aria-selected={tab === current}
          data-name={t.tabs[tab]}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => setTab(tab)}
        >
          {t.tabs[tab]}
        </button>
      ))}
    </div>
  );
}
