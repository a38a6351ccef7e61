import { useCallback, useState } from "react";
import type { Report, ViewMode } from "../../core/api.ts";
import { type CellReading, confusionFigure } from "../../plot/confusionFigure.ts";
import { cellSizeFor } from "../../plot/confusionLayout.ts";
import { setMatrix } from "../../state/actions.ts";
import { openCell } from "../../state/cells.ts";
import type { MatrixShow } from "../../state/store.ts";
import { Plot } from "../parts/Figure.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { levelTitle, plural } from "../words.ts";
import { levelNames, matrixOf, matrixSubtitle, matrixTitle, PAIR } from "./levels.ts";
import { MatrixExports } from "./MatrixExports.tsx";

const SHOWS: readonly { value: MatrixShow; label: string }[] = [
  { value: "full", label: "All values" },
  { value: "tails", label: "Tails only" },
  { value: "both", label: "Side by side" },
];

/** `canOpen`: the worker still holds the sentences behind the cells. */
export function MatrixView({ report, canOpen }: { report: Report; canOpen: boolean }) {
  const { level: wanted, show } = useScreen((screen) => screen.matrix);
  const [cell, setCell] = useState<CellReading>();
  const modes: ViewMode[] = show === "both" ? ["full", "tails"] : [show];
  const names = levelNames(report);
  const level = names.includes(wanted) ? wanted : PAIR;
  const levels = names.map((value) => ({ value, label: levelTitle(value) }));
  return (
    <section className="matrix-view" aria-label="Confusion">
      <div className="matrix-controls">
        <Segmented
          legend="Level"
          value={level}
          options={levels}
          onChange={(value) => setMatrix({ level: value })}
        />
        <Segmented
          legend="Mode"
          value={show}
          options={SHOWS}
          onChange={(value) => setMatrix({ show: value })}
        />
        <MatrixExports report={report} modes={modes} level={level} />
      </div>
      <figure aria-label="Confusion matrix" className="matrix">
        <div className={modes.length > 1 ? "matrix-pair" : "matrix-one"}>
          {modes.map((mode) => (
            <Matrix key={mode} report={report} mode={mode} level={level} onCell={setCell} canOpen={canOpen} />
          ))}
        </div>
        <figcaption>
          <p className="readout" aria-live="polite">
            {cell
              ? reading(cell)
              : `Point at a cell, or focus the matrix and use the arrow keys, to read it${canOpen ? "; a click or Enter lists its sentences" : ""}.`}
          </p>
        </figcaption>
      </figure>
    </section>
  );
}

interface MatrixProps {
  report: Report;
  mode: ViewMode;
  level: string;
  onCell: (cell: CellReading | undefined) => void;
  canOpen: boolean;
}

function Matrix({ report, mode, level, onCell, canOpen }: MatrixProps) {
  const theme = useTheme();
  const draw = useCallback(
    (width: number) => {
      const matrix = matrixOf(report, mode, level);
      if (matrix === undefined) return document.createElement("div");
      return confusionFigure(matrix, {
        theme,
        title: matrixTitle(report, mode, level),
        subtitle: matrixSubtitle(report),
        cellSize: cellSizeFor(matrix, width),
        onHover: onCell,
        ...(canOpen && { onOpen: (cell: CellReading) => void openCell({ ...cell, mode, level }) }),
      });
    },
    [report, mode, level, theme, onCell, canOpen],
  );
  return <Plot draw={draw} />;
}

function reading({ trueLabel, predictedLabel, count, row, column }: CellReading): string {
  const sentences = count === 0 ? "No sentence" : plural(count, "sentence");
  const taken = row === column ? "what it is" : `“${predictedLabel}”`;
  return `${sentences} of “${trueLabel}” taken for ${taken}`;
}
