import { useRef } from "react";
import { useLightUp } from "../explore/useLightUp.ts";
import { NoAtlas } from "../parts/NoAtlas.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { CalibrationView } from "./CalibrationView.tsx";
import { CleanScores } from "./CleanScores.tsx";
import { EvaluateControls } from "./EvaluateControls.tsx";
import { EvaluatePreview } from "./EvaluatePreview.tsx";
import { F1View } from "./F1View.tsx";
import { LayerChoice } from "./LayerChoice.tsx";
import { LayerCurveView } from "./LayerCurveView.tsx";
import { MatrixSection } from "./MatrixSection.tsx";
import { ReportHead } from "./ReportHead.tsx";
import { ReportPart } from "./ReportPart.tsx";
import { SinkHistogramView } from "./SinkHistogramView.tsx";
import { TailMapView } from "./TailMapView.tsx";
import { useReport } from "./useReport.ts";

/** Held-out sentences scored: what magnitudes tell apart, what they confuse, and where the tails have no say. */
export function Evaluate() {
  const t = useTexts().evaluate;
  const shown = useReport();
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  const root = useRef<HTMLDivElement>(null);
  useLightUp(root);
  return (
    <div className="evaluate" ref={root}>
      {noAtlas ? <NoAtlas>{t.noAtlas}</NoAtlas> : <EvaluateControls />}
      {shown === undefined && !noAtlas && <EvaluatePreview />}
      {shown && (
        <div className="report">
          <ReportHead {...shown} />
          <MatrixSection {...shown} />
          <ReportPart id="report-categories" title={t.parts.categories}>
            <F1View report={shown.report} />
          </ReportPart>
          <ReportPart id="report-layers" title={t.parts.layers}>
            {shown.whole.modes.full?.layers && shown.canOpen && <LayerChoice report={shown.report} />}
            <LayerCurveView report={shown.whole} />
            <TailMapView report={shown.whole} />
          </ReportPart>
          <ReportPart id="report-trust" title={t.parts.trust}>
            <SinkHistogramView report={shown.report} />
            <CleanScores report={shown.report} />
            <CalibrationView report={shown.report} />
          </ReportPart>
        </div>
      )}
    </div>
  );
}
