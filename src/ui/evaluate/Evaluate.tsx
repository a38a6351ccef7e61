import { NoAtlas } from "../parts/NoAtlas.tsx";
import { useScreen } from "../useScreen.ts";
import { EvaluateControls } from "./EvaluateControls.tsx";
import { F1View } from "./F1View.tsx";
import { MacroF1 } from "./MacroF1.tsx";
import { MatrixView } from "./MatrixView.tsx";
import { Sinks } from "./Sinks.tsx";

export function Evaluate() {
  const report = useScreen((screen) => screen.report);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  return (
    <div className="evaluate">
      {noAtlas ? <NoAtlas>Without one there is nothing to evaluate.</NoAtlas> : <EvaluateControls />}
      {report && (
        <div className="report">
          <MatrixView report={report} />
          <div className="report-side">
            <MacroF1 report={report} />
            <Sinks report={report} />
          </div>
          <F1View report={report} />
        </div>
      )}
    </div>
  );
}
