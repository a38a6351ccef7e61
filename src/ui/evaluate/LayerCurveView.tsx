import { useCallback, useMemo } from "react";
import type { Report } from "../../core/api.ts";
import { layerCsv, layerCurve, layerSeries } from "../../plot/layerCurve.ts";
import { Figure } from "../parts/Figure.tsx";
import { SaveChart } from "../parts/SaveFigure.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { matrixOf } from "./levels.ts";

/** How much each layer tells when it is scored alone. */
export function LayerCurveView({ report }: { report: Report }) {
  const theme = useTheme();
  const level = useScreen((screen) => screen.matrix.level);
  const series = useMemo(() => layerSeries(report, level), [report, level]);
  const chance = 1 / (matrixOf(report, "full", level)?.labels.length || 1);
  const draw = useCallback(
    (width: number, title?: string) =>
      layerCurve(series, chance, { width, theme, ...(title !== undefined && { title }) }),
    [series, chance, theme],
  );
  if (series.length === 0) return null;
  const title = `Macro F1 of each layer alone, by ${level} · ${report.model.id} · n = ${report.nTest}`;
  return (
    <div className="card">
      <div className="card-head">
        <h2 className="section-title">F1 by layer</h2>
        <SaveChart
          name="F1 by layer"
          file={`tailscope-${report.model.id}-f1-by-layer-${level}`}
          draw={(width) => draw(width, title)}
          csv={() => layerCsv(series)}
        />
      </div>
      <Figure label="F1 by layer" draw={draw}>
        <p className="note">{title}; dashed: by chance.</p>
      </Figure>
    </div>
  );
}
