import { NoAtlas } from "../parts/NoAtlas.tsx";
import { useScreen } from "../useScreen.ts";
import { CalibrationView } from "./CalibrationView.tsx";
import { CellList } from "./CellList.tsx";
import { CleanScores } from "./CleanScores.tsx";
import { EvaluateControls } from "./EvaluateControls.tsx";
import { F1View } from "./F1View.tsx";
import { LayerChoice } from "./LayerChoice.tsx";
import { LayerCurveView } from "./LayerCurveView.tsx";
import { MacroF1 } from "./MacroF1.tsx";
import { MatrixView } from "./MatrixView.tsx";
import { SinkHistogramView } from "./SinkHistogramView.tsx";
import { Sinks } from "./Sinks.tsx";
import { TailMapView } from "./TailMapView.tsx";

export function Evaluate() {
  const report = useScreen((screen) => screen.report);
  const whole = useScreen((screen) => screen.wholeReport);
  const isOfOpen = useScreen(({ opened, report: shown }) => opened?.shape.id === shown?.model.id);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  return (
    <div className="evaluate">
      {noAtlas ? <NoAtlas>Without one there is nothing to evaluate.</NoAtlas> : <EvaluateControls />}
      {report && (
        <div className="report">
          {whole?.modes.full?.layers && isOfOpen && <LayerChoice report={report} />}
          <div className="report-main">
            <MatrixView report={report} canOpen={isOfOpen} />
            <CellList />
          </div>
          <div className="report-side">
            <MacroF1 report={report} />
            <CleanScores report={report} />
            <Sinks report={report} />
            <SinkHistogramView report={report} />
          </div>
          <F1View report={report} />
          <section className="f1-view" aria-label="Layers and calibration">
            {whole && <LayerCurveView report={whole} />}
            <CalibrationView report={report} />
            <TailMapView report={whole ?? report} />
          </section>
        </div>
      )}
    </div>
  );
}
