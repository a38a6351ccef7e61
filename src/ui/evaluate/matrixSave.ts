import type { Report } from "../../core/api.ts";
import { matricesSvg } from "../../plot/confusionExport.ts";
import type { ConfusionLevel } from "../../plot/confusionLayout.ts";
import type { FigureExport } from "../../plot/figureExport.ts";
import { formatCount } from "../../plot/format.ts";
import type { Theme } from "../../plot/theme.ts";
import type { Matrix } from "../../state/store.ts";
import type { Texts } from "../texts/en.ts";
import { captionOf, fileOf } from "./caption.ts";
import type { Panel } from "./levels.ts";

export function panelWords({ key }: Panel, t: Texts): string {
  return key === "difference" ? t.evaluate.differenceWords : t.common.modes[key];
}

/** The matrix as it is ordered on the screen, whole and with every label. */
export function matrixSave(
  report: Report,
  panels: readonly Panel[],
  { level, show, sort }: Matrix,
  theme: Theme,
  t: Texts,
): FigureExport {
  const words = t.evaluate;
  const modes = panels.map((panel) => panelWords(panel, t)).join(", ");
  const title = (panel: Panel) =>
    [
      words.confusionBy(level),
      report.model.id,
      panelWords(panel, t),
      `n = ${formatCount(report.nTest)}`,
    ].join(" · ");
  return {
    name: words.matrix,
    file: fileOf(report, "confusion", level, show, ...(sort === "category" ? [] : [sort])),
    primary: true,
    draw: () =>
      matricesSvg(
        panels.map((panel) => ({ level: panel.matrix, title: title(panel) })),
        theme,
        words.matrixWords,
      ),
    table: () => (panels.length === 1 ? squareTable(panels[0]!.matrix) : longTable(panels, t)),
    caption: () => [
      ...captionOf(report, t, modes),
      ...(sort === "category"
        ? []
        : [words.order_note[sort] + (panels.length > 1 ? words.order_note.both : "")]),
    ],
  };
}

function squareTable({ labels, confusion }: ConfusionLevel): (string | number)[][] {
  return [["true \\ predicted", ...labels], ...confusion.map((row, i) => [labels[i]!, ...row])];
}

/** A row for each cell that is not empty in all of them. */
function longTable(panels: readonly Panel[], t: Texts): (string | number)[][] {
  const labels = panels[0]?.matrix.labels ?? [];
  const rows = labels.flatMap((truth, i) =>
    labels.flatMap((predicted, j) => {
      const counts = panels.map(({ matrix }) => matrix.confusion[i]![j]!);
      return counts.some((count) => count > 0) ? [[truth, predicted, ...counts]] : [];
    }),
  );
  return [["true", "predicted", ...panels.map((panel) => panelWords(panel, t))], ...rows];
}
