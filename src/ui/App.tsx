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
import { Method } from "./method/Method.tsx";
import { Models } from "./models/Models.tsx";
import { SkipLink } from "./SkipLink.tsx";
import { languageOf } from "./texts/languageOf.ts";
import { Tour } from "./tour/Tour.tsx";
import { useScreen } from "./useScreen.ts";

const PANELS: readonly { tab: Tab; Content: ComponentType }[] = [
  { tab: "explore", Content: Explore },
  { tab: "evaluate", Content: Evaluate },
  { tab: "fit", Content: Fit },
  { tab: "compare", Content: Compare },
  { tab: "models", Content: Models },
  { tab: "method", Content: Method },
];

export function App() {
  const tab = useScreen((screen) => screen.tab);
  const language = useScreen((screen) => screen.language);
  return (
    <>
      <SkipLink />
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
            lang={languageOf(one, language)}
            hidden={tab !== one}
          >
            {tab === one && <Content />}
          </div>
        ))}
      </main>
      <Tour />
      <DropTarget />
    </>
  );
}
