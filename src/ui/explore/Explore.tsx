import { useScreen } from "../useScreen.ts";
import { DensityView } from "./DensityView.tsx";
import { GuessView } from "./GuessView.tsx";
import { LayerControls } from "./LayerControls.tsx";
import { LayersFigure } from "./LayersFigure.tsx";
import { SentenceBox } from "./SentenceBox.tsx";
import { Tokens } from "./Tokens.tsx";

export function Explore() {
  const opened = useScreen((screen) => screen.opened !== undefined);
  const empty = useScreen((screen) => screen.text.trim() === "");
  return (
    <div className="explore">
      <section className="explore-sentence" aria-label="What you type">
        <SentenceBox />
        <Tokens />
      </section>
      {empty ? (
        <p className="invitation">
          Type a sentence, or pick an example: the model reads it as you type, layer by layer, and guesses
          what it is about and how it is written.
        </p>
      ) : (
        <>
          <GuessView />
          <section className="explore-layers" aria-label="What the model’s layers hold">
            <LayerControls />
            {opened && (
              <div className="explore-figures">
                <LayersFigure />
                <DensityView />
              </div>
            )}
          </section>
        </>
      )}
    </div>
  );
}
