import { useCallback, useMemo } from "react";
import type { Calibration, Report, ViewMode } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { formatTemperature, reliabilityCsv, reliabilityCurve } from "../../plot/reliabilityCurve.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { chartSave } from "./chartSave.ts";
import { modesOf } from "./levels.ts";

/** Gaps made into probabilities by one temperature, and whether those can be trusted. */
export function CalibrationView({ report }: { report: Report }) {
  const { calibration: words } = useTexts().evaluate;
  const show = useScreen((screen) => screen.matrix.show);
  const found = modesOf(report, show).flatMap((mode) => {
    const calibration = report.modes[mode]?.calibration;
    return calibration
      ? [<Reliability key={mode} report={report} mode={mode} calibration={calibration} />]
      : [];
  });
  return found.length > 0 ? found : <p className="note">{words.none}</p>;
}

function Reliability({
  report,
  mode,
  calibration,
}: {
  report: Report;
  mode: ViewMode;
  calibration: Calibration;
}) {
  const theme = useTheme();
  const t = useTexts();
  const words = t.evaluate.calibration;
  const inWords = t.common.modes[mode];
  const name = words.title(inWords);
  const draw = useCallback(
    (width: number, title?: string) =>
      reliabilityCurve(calibration, {
        ...{ width, theme, words: words.words },
        ...(title !== undefined && { title }),
      }),
    [calibration, theme, words],
  );
  const { temperature, nFitted, nJudged, ece, eceBefore } = calibration;
  const save = useMemo(
    () =>
      chartSave(report, t, {
        ...{ name: words.name(inWords), title: name, file: ["reliability", mode], draw, mode: inWords },
        table: () => reliabilityCsv(calibration),
      }),
    [report, t, words, inWords, name, mode, draw, calibration],
  );
  return (
    <div className="card">
      <h3 className="section-title">{name}</h3>
      <Figure label={name} draw={draw} save={save}>
        <p className="note">
          {words.note(
            formatTemperature(temperature),
            formatCount(nFitted),
            formatCount(nJudged),
            ece.toFixed(3),
            eceBefore.toFixed(3),
          )}
        </p>
      </Figure>
    </div>
  );
}
