import { useCallback } from "react";
import type { Calibration, Report } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { formatTemperature, reliabilityCsv, reliabilityCurve } from "../../plot/reliabilityCurve.ts";
import { Figure } from "../parts/Figure.tsx";
import { SaveChart } from "../parts/SaveFigure.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { MODE_WORDS } from "../words.ts";

/** Gaps made into probabilities by one temperature, and whether those can be trusted. */
export function CalibrationView({ report }: { report: Report }) {
  const show = useScreen((screen) => screen.matrix.show);
  const modes = show === "both" ? (["full", "tails"] as const) : ([show] as const);
  return modes.map((mode) => {
    const calibration = report.modes[mode]?.calibration;
    return (
      calibration && (
        <Reliability key={mode} calibration={calibration} words={MODE_WORDS[mode]} model={report.model.id} />
      )
    );
  });
}

interface ReliabilityProps {
  calibration: Calibration;
  words: string;
  model: string;
}

function Reliability({ calibration, words, model }: ReliabilityProps) {
  const theme = useTheme();
  const draw = useCallback(
    (width: number, title?: string) =>
      reliabilityCurve(calibration, { width, theme, ...(title !== undefined && { title }) }),
    [calibration, theme],
  );
  const { temperature, nFitted, nJudged, ece, eceBefore } = calibration;
  const name = `Calibrated probabilities, ${words}`;
  return (
    <div className="card">
      <div className="card-head">
        <h2 className="section-title">{name}</h2>
        <SaveChart
          name={`reliability, ${words}`}
          file={`tailscope-${model}-reliability-${words}`}
          draw={(width) =>
            draw(width, `${name} · ${model} · T = ${formatTemperature(temperature)} · n = ${nJudged}`)
          }
          csv={() => reliabilityCsv(calibration)}
        />
      </div>
      <Figure label={name} draw={draw}>
        <p className="note">
          Temperature {formatTemperature(temperature)}, fitted on {formatCount(nFitted)} held-out sentences,
          judged on {formatCount(nJudged)} others. Expected calibration error {ece.toFixed(3)} (without a
          temperature {eceBefore.toFixed(3)}). Dashed: what would be honest.
        </p>
      </Figure>
    </div>
  );
}
