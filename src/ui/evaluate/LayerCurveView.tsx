import { useCallback, useMemo } from "react";
import type { Report } from "../../core/api.ts";
import { layerCsv, layerCurve, layerSeries } from "../../plot/layerCurve.ts";
import { point } from "../../state/pointed.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { chartSave } from "./chartSave.ts";
import { levelNames, matrixOf, PAIR } from "./levels.ts";

/** How much each layer tells when it is scored alone. */
export function LayerCurveView({ report }: { report: Report }) {
  const theme = useTheme();
  const t = useTexts();
  const words = t.evaluate.layers;
  const wanted = useScreen((screen) => screen.matrix.level);
  const level = levelNames(report).includes(wanted) ? wanted : PAIR;
  const series = useMemo(() => layerSeries(report, level), [report, level]);
  const chance = 1 / (matrixOf(report, "full", level)?.labels.length || 1);
  const draw = useCallback(
    (width: number, title?: string) =>
      layerCurve(series, chance, {
        ...{ width, theme, words: words.words, modes: t.common.modes, onPoint: point },
        ...(title !== undefined && { title }),
      }),
    [series, chance, theme, t, words],
  );
  const save = useMemo(
    () =>
      chartSave(report, t, {
        ...{ name: words.title, title: `${words.words.title}, ${level}`, file: ["f1-by-layer", level], draw },
        table: () => layerCsv(series),
      }),
    [report, t, words, level, draw, series],
  );
  return (
    <div className="card">
      <h3 className="section-title">
        {words.title}
        <span className="range-inline">{level}</span>
      </h3>
      {series.length === 0 ? (
        <p className="note">{words.none}</p>
      ) : (
        <Figure label={words.title} draw={draw} save={save}>
          <p className="note">{words.note}</p>
        </Figure>
      )}
    </div>
  );
}
