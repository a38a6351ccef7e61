import { type ReactNode, useEffect } from "react";
import { refreshAtlases } from "../../state/atlases.ts";
import { refreshFits } from "../../state/begunFits.ts";
import { takeData } from "../../state/data.ts";
import { store } from "../../state/store.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { DataStep } from "./DataStep.tsx";
import { DensityStep } from "./DensityStep.tsx";
import { FitStage } from "./FitStage.tsx";
import { type FitStep, useFitSteps } from "./fitSteps.ts";
import { OptionPresets } from "./OptionPresets.tsx";
import { ReadingStep } from "./ReadingStep.tsx";
import { StartFit } from "./StartFit.tsx";
import { StepFrame } from "./StepFrame.tsx";
import { StepList } from "./StepList.tsx";
import { TailsStep } from "./TailsStep.tsx";

const CONTENT: Record<FitStep, () => ReactNode> = {
  data: DataStep,
  reading: ReadingStep,
  density: DensityStep,
  tails: TailsStep,
  fit: FitStage,
};

/** From sentences of one's own to an atlas of the open model, step by step. */
export function Fit() {
  const t = useTexts().fit;
  const ready = useScreen((screen) => screen.models.length > 0);
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const walk = useFitSteps();
  const Content = CONTENT[walk.step];

  useEffect(() => {
    if (!ready) return;
    void refreshFits();
    void refreshAtlases();
    if (store.getState().data === undefined) void takeData();
  }, [ready]);

  return (
    <div className="fit-tab">
      <p className="lead">{t.lead}</p>
      <div className="fit-side">
        <StepList walk={walk} />
        <OptionPresets />
        {walk.step !== "fit" && !fitting && (
          <div className="fit-now">
            <StartFit onStart={() => walk.goTo("fit")} />
            <p className="note">{t.wizard.fitNow}</p>
          </div>
        )}
      </div>
      <StepFrame walk={walk}>
        <Content />
      </StepFrame>
    </div>
  );
}
