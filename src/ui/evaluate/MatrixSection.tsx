import { useCallback, useMemo, useState } from "react";
import type { CellReading } from "../../plot/confusionFigure.ts";
import { matrixZoom, type ZoomState } from "../../plot/matrixZoom.ts";
import { openCell } from "../../state/cells.ts";
import { point } from "../../state/pointed.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { CellList } from "./CellList.tsx";
import { CellReadout } from "./CellReadout.tsx";
import { confusionPanels } from "./confusionPanels.ts";
import { levelNames, PAIR, type Panel, panelsOf } from "./levels.ts";
import { MacroF1 } from "./MacroF1.tsx";
import { MatrixControls } from "./MatrixControls.tsx";
import { matrixSave, panelWords } from "./matrixSave.ts";
import { oneLine } from "./readingWords.ts";
import { Sinks } from "./Sinks.tsx";
import type { ShownReport } from "./useReport.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** The matrix, what its cells say, and the scores that sum it up: one screen. */
export function MatrixSection({ report, canOpen, isShipped }: ShownReport) {
  const t = useTexts();
  const theme = useTheme();
  const wanted = useScreen((screen) => screen.matrix);
  const level = levelNames(report).includes(wanted.level) ? wanted.level : PAIR;
  const { show, sort } = wanted;
  const panels = useMemo(() => panelsOf(report, { level, show, sort }), [report, level, show, sort]);
  const n = panels[0]?.matrix.labels.length ?? 0;
  const [zoomState, setZoomState] = useState<ZoomState>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another matrix, or another order, is seen whole first
  const zoom = useMemo(() => matrixZoom(n, setZoomState), [n, level, sort]);
  const [read, setRead] = useState<{ panel: Panel; cell: CellReading }>();
  // of the matrix before it, a reading says nothing of this one
  const reading = read && panels.includes(read.panel) ? read : undefined;

  const draw = useCallback(
    (width: number) =>
      confusionPanels(panels, {
        ...{ width, theme, zoom, words: t.evaluate.matrixWords },
        label: (panel) => `${t.evaluate.confusionBy(level)}, ${panelWords(panel, t)} · ${report.model.id}`,
        heading: (panel) => (panel.key === "difference" ? "" : t.evaluate.shows[panel.key]),
        onCell: (panel, cell) => {
          if (cell) setRead({ panel, cell });
          point(cell && level === PAIR ? { classIndex: cell.row } : {});
        },
        onOpen: canOpen
          ? (panel, cell) => {
              if (panel.key !== "difference") void openCell({ ...cell, mode: panel.key, level });
            }
          : undefined,
      }),
    [panels, theme, zoom, t, level, report, canOpen],
  );
  const save = useMemo(
    () => matrixSave(report, panels, { level, show, sort }, theme, t),
    [report, panels, level, show, sort, theme, t],
  );

  return (
    <section
      className={panels.length > 1 ? "report-top report-both" : "report-top"}
      id="report-matrix"
      aria-label={t.evaluate.parts.matrix}
      tabIndex={-1}
    >
      <MatrixControls report={report} level={level} zoom={<ZoomButtons zoom={zoom} state={zoomState} />} />
      <div className="report-main">
        <Figure label={t.evaluate.matrix} draw={draw} className="matrix" save={save}>
          <p className="readout" aria-live="polite">
            {reading ? oneLine(reading, panels, report, level, t) : t.evaluate.pointAtCell(canOpen)}
          </p>
          {sort !== "category" && (
            <p className="note">
              {t.evaluate.order_note[sort]}
              {(show === "both" || show === "difference") && t.evaluate.order_note.both}
            </p>
          )}
        </Figure>
        {isShipped && <p className="note">{t.evaluate.shippedCells}</p>}
      </div>
      <div className="report-side">
        <CellReadout reading={reading} panels={panels} />
        <Sinks report={report} />
        <MacroF1 report={report} />
        <CellList />
      </div>
    </section>
  );
}
