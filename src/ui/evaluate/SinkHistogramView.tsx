import { useCallback, useMemo } from "react";
import type { Report } from "../../core/api.ts";
import { sinkHistogram as binsOf } from "../../core/sinks.ts";
import { formatCount } from "../../plot/format.ts";
import { type SinkBins, sinkCsv, sinkHistogram } from "../../plot/sinkHistogram.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { chartSave } from "./chartSave.ts";
import { modesOf } from "./levels.ts";

/** How unevenly guesses are spread over pairs. */
export function SinkHistogramView({ report }: { report: Report }) {
  const theme = useTheme();
  const t = useTexts();
  const words = t.evaluate.spread;
  const show = useScreen((screen) => screen.matrix.show);
  const bins = useMemo(
    () =>
      modesOf(report, show).map((mode): SinkBins => {
        const { sinkHistogram: kept, path } = report.modes[mode]!;
        return { mode, histogram: kept ?? binsOf(path.confusion) };
      }),
    [report, show],
  );
  const fair = report.nTest / Math.max(1, report.classes.length);
  const draw = useCallback(
    (width: number, title?: string) =>
      sinkHistogram(bins, fair, {
        ...{ width, theme, words: words.words, modes: t.common.modes },
        ...(title !== undefined && { title }),
      }),
    [bins, fair, theme, t, words],
  );
  const save = useMemo(
    () =>
      chartSave(report, t, {
        ...{ name: words.name, title: words.words.title, file: ["sinks"], draw },
        table: () => sinkCsv(bins),
        mode: bins.map(({ mode }) => t.common.modes[mode]).join(", "),
      }),
    [report, t, words, draw, bins],
  );
  if (bins.length === 0) return null;
  return (
    <div className="card">
      <h3 className="section-title">{words.title}</h3>
      <Figure label={words.figure} draw={draw} save={save}>
        <p className="note">{words.note(formatCount(fair))}</p>
      </Figure>
    </div>
  );
}
