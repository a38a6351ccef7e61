import { Evaluate } from "./evaluate/Evaluate.tsx";
import { Explore } from "./explore/Explore.tsx";
import { Header } from "./Header.tsx";
import { Intro } from "./Intro.tsx";
import { Messages } from "./Messages.tsx";
import { useScreen } from "./useScreen.ts";

export function App() {
  const tab = useScreen((screen) => screen.tab);
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the laboratory
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Intro />
        <Messages />
        <div role="tabpanel" id="panel-explore" aria-labelledby="tab-explore" hidden={tab !== "explore"}>
          {tab === "explore" && <Explore />}
        </div>
        <div role="tabpanel" id="panel-evaluate" aria-labelledby="tab-evaluate" hidden={tab !== "evaluate"}>
          {tab === "evaluate" && <Evaluate />}
        </div>
      </main>
    </>
  );
}
