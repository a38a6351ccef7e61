import { DropTarget } from "./DropTarget.tsx";
import { Evaluate } from "./evaluate/Evaluate.tsx";
import { Explore } from "./explore/Explore.tsx";
import { Header } from "./Header.tsx";
import { Intro } from "./Intro.tsx";
import { LoadingBar } from "./LoadingBar.tsx";
import { Messages } from "./Messages.tsx";
import { Models } from "./models/Models.tsx";
import { useScreen } from "./useScreen.ts";

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
        <div role="tabpanel" id="panel-explore" aria-labelledby="tab-explore" hidden={tab !== "explore"}>
          {tab === "explore" && <Explore />}
        </div>
        <div role="tabpanel" id="panel-evaluate" aria-labelledby="tab-evaluate" hidden={tab !== "evaluate"}>
          {tab === "evaluate" && <Evaluate />}
        </div>
        <div role="tabpanel" id="panel-models" aria-labelledby="tab-models" hidden={tab !== "models"}>
          {tab === "models" && <Models />}
        </div>
      </main>
      <DropTarget />
    </>
  );
}
