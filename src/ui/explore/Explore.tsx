import { useRef } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { ContributionView } from "./ContributionView.tsx";
import { DensityView } from "./DensityView.tsx";
import { GuessView } from "./GuessView.tsx";
import { KernelTable } from "./KernelTable.tsx";
import { LayersView } from "./LayersView.tsx";
import { QqView } from "./QqView.tsx";
import { SentenceBox } from "./SentenceBox.tsx";
import { TailMapView } from "./TailMapView.tsx";
import { Tokens } from "./Tokens.tsx";
import { useLightUp } from "./useLightUp.ts";

/** A sentence, its layers, the layer on show, and what it is guessed to be: one screen. */
export function Explore() {
  const t = useTexts().explore;
  const root = useRef<HTMLDivElement>(null);
  const opened = useScreen((screen) => screen.opened !== undefined);
  const empty = useScreen((screen) => screen.text.trim() === "");
  useLightUp(root);
  return (
    <div className="explore" ref={root}>
      <section className="explore-sentence" aria-label={t.sentence.region}>
        <SentenceBox />
        <Tokens />
      </section>
      {empty ? (
        <p className="invitation">{t.invitation}</p>
      ) : (
        <>
          <section className="explore-layers" aria-label={t.layers.region}>
            <LayersView />
          </section>
          {opened && (
            <div className="explore-shown">
              <section className="explore-density" aria-label={t.density.region}>
                <DensityView />
              </section>
              <QqView />
            </div>
          )}
          <div className="explore-guessed">
            <GuessView />
            {opened && <ContributionView />}
            {opened && <TailMapView />}
          </div>
          <KernelTable />
        </>
      )}
    </div>
  );
}
