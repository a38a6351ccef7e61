import type { Report, ViewMode } from "../../core/api.ts";
import type { ConfusionLevel } from "../../plot/confusionLayout.ts";
import { confusionCsv, confusionPng, confusionSvg, download } from "../../plot/exportFigure.ts";
import { report as reportTrouble } from "../../state/trouble.ts";
import { useTheme } from "../theme.ts";
import { matrixOf, matrixSubtitle, matrixTitle } from "./levels.ts";

interface MatrixExportsProps {
  report: Report;
  modes: readonly ViewMode[];
  level: string;
}

/** What is on show, as files: one for each mode. */
export function MatrixExports({ report, modes, level }: MatrixExportsProps) {
  const theme = useTheme();

  async function save(
    extension: string,
    write: (matrix: ConfusionLevel, title: string) => Blob | Promise<Blob>,
  ) {
    try {
      for (const mode of modes) {
        const matrix = matrixOf(report, mode, level);
        if (matrix === undefined) continue;
        const blob = await write(matrix, matrixTitle(report, mode, level));
        download(blob, `tailscope-${report.model.id}-confusion-${level}-${mode}.${extension}`);
      }
    } catch (error) {
      reportTrouble(error);
    }
  }

  const subtitle = matrixSubtitle(report);
  const png = (matrix: ConfusionLevel, title: string) =>
    confusionPng(matrix, { theme, title, subtitle, scale: 2 });
  const svg = (matrix: ConfusionLevel, title: string) =>
    new Blob([confusionSvg(matrix, { theme, title, subtitle })], { type: "image/svg+xml" });
  const csv = (matrix: ConfusionLevel) => new Blob([confusionCsv(matrix)], { type: "text/csv" });

  return (
    <div className="exports">
      <button type="button" className="button-quiet" onClick={() => void save("png", png)}>
        Export PNG
      </button>
      <button type="button" className="button-quiet" onClick={() => void save("svg", svg)}>
        Export SVG
      </button>
      <button type="button" className="button-quiet" onClick={() => void save("csv", csv)}>
        Export CSV
      </button>
    </div>
  );
}
