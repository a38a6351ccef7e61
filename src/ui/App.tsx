import type { ComponentType } from "react";
import type { Tab } from "../state/store.ts";
import { Compare } from "./compare/Compare.tsx";
import { DropTarget } from "./DropTarget.tsx";
import { Evaluate } from "./evaluate/Evaluate.tsx";
import { Explore } from "./explore/Explore.tsx";
import { Fit } from "./fit/Fit.tsx";
import { Header } from "./Header.tsx";
import { Intro } from "./Intro.tsx";
import { LoadingBar } from "./LoadingBar.tsx";
import { Messages } from "./Messages.tsx";
import { Models } from "./models/Models.tsx";
import { useScreen } from "./useScreen.ts";

const PANELS: readonly { tab: Tab; Content: ComponentType }[] = [
  { tab: "explore", Content: Explore },
  { tab: "evaluate", Content: Evaluate },
  { tab: "fit", Content: Fit },
  { tab: "compare", Content: Compare },
  { tab: "models", Content: Models },
];

export function App() {
  const tab = useScreen((screen) => screen.tab);
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the laboratory
      </a>
      <Header />
      <LoadingBar />
      <main id="main" tabIndex={-1}>
        <Intro />
        <Messages />
        {PANELS.map(({ tab: one, Content }) => (
          <div
            key={one}
            role="tabpanel"
            id={`panel-${one}`}
            aria-labelledby={`tab-${one}`}
            hidden={tab !== one}
          >
            {tab === one && <Content />}
          </div>
        ))}
      </main>
      <DropTarget />
    </>
  );
}
