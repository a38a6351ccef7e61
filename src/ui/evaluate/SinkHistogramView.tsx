import { useCallback, useMemo } from "react";
import type { Report } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { type SinkBins, sinkCsv, sinkHistogram } from "../../plot/sinkHistogram.ts";
import { Figure } from "../parts/Figure.tsx";
import { SaveChart } from "../parts/SaveFigure.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";

/** How unevenly guesses are spread over pairs. */
export function SinkHistogramView({ report }: { report: Report }) {
  const theme = useTheme();
  const show = useScreen((screen) => screen.matrix.show);
  const bins = useMemo(
    () =>
      (["full", "tails"] as const).flatMap((mode): SinkBins[] => {
        const histogram = report.modes[mode]?.sinkHistogram;
        return histogram && (show === "both" || show === mode) ? [{ mode, histogram }] : [];
      }),
    [report, show],
  );
  const fair = report.nTest / Math.max(1, report.classes.length);
  const draw = useCallback(
    (width: number, title?: string) =>
      sinkHistogram(bins, fair, { width, theme, ...(title !== undefined && { title }) }),
    [bins, fair, theme],
  );
  if (bins.length === 0) return null;
  const title = `How often pairs are guessed · ${report.model.id} · n = ${report.nTest}`;
  return (
    <div className="card">
      <div className="card-head">
        <h2 className="section-title">How guesses are spread</h2>
        <SaveChart
          name="sink histogram"
          file={`tailscope-${report.model.id}-sinks`}
          draw={(width) => draw(width, title)}
          csv={() => sinkCsv(bins)}
        />
      </div>
      <Figure label="Sink histogram" draw={draw}>
        <p className="note">
          {title}; dashed: an even share, {formatCount(fair)}. Sinks stand to the right.
        </p>
      </Figure>
    </div>
  );
}
