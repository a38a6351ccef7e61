import type { ReactNode } from "react";
import type { CellReading } from "../../plot/confusionFigure.ts";
import { formatCount, formatDifference, formatPercent } from "../../plot/format.ts";
import {
  type LineReading,
  type NamedCell,
  readChanges,
  readMatrix,
  readWhole,
} from "../../plot/matrixReading.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import type { Panel } from "./levels.ts";
import { panelWords } from "./matrixSave.ts";

/** So many mistakes of a row or a column are named. */
const NAMED = 2;
/** So many cells of the whole matrix. */
const MOST = 3;

interface CellReadoutProps {
  reading: { panel: Panel; cell: CellReading } | undefined;
  panels: readonly Panel[];
}

/** What a cell, its row and its column say; of the whole matrix while none is pointed at. */
export function CellReadout({ reading, panels }: CellReadoutProps) {
  const t = useTexts();
  const panel = reading?.panel ?? panels[0];
  if (panel === undefined) return null;
  return (
    <section className="card cell-readout" aria-labelledby="readout">
      <h3 id="readout" className="section-title">
        {t.evaluate.reading.title}
        <span className="range-inline">{panelWords(panel, t)}</span>
      </h3>
      {reading ? <Cell panel={panel} cell={reading.cell} /> : <Whole panel={panel} />}
    </section>
  );
}

function Cell({ panel: { key, matrix }, cell }: { panel: Panel; cell: CellReading }) {
  const t = useTexts();
  const words = t.evaluate.reading;
  const { row, column, count, share } = readMatrix(matrix, cell.place);
  if (key === "difference") {
    return (
      <dl className="readout-facts">
        <Fact term={words.truth}>{cell.trueLabel}</Fact>
        <Fact term={words.predicted}>{cell.predictedLabel}</Fact>
        <Fact term={words.tailsMinusFull}>{formatDifference(count, 0)}</Fact>
      </dl>
    );
  }
  return (
    <dl className="readout-facts">
      <Fact term={words.truth}>
        <strong>{row.label}</strong>
        <Line share={words.recall} of={row} none={words.none} others={words.takenFor} t={t} />
      </Fact>
      <Fact term={words.predicted}>
        <strong>{column.label}</strong>
        <Line share={words.precision} of={column} none={words.never} others={words.swallows} t={t} />
      </Fact>
      <Fact term={words.count}>
        <strong className="number">{formatCount(count)}</strong>
        {share !== undefined && <span className="range">{words.ofRow(formatPercent(share, 0))}</span>}
      </Fact>
    </dl>
  );
}

interface LineProps {
  share: string;
  of: LineReading;
  none: string;
  others: string;
  t: Texts;
}

function Line({ share, of: { right, total, share: value, mistakes }, none, others, t }: LineProps) {
  const words = t.evaluate.reading;
  if (value === undefined) return <span className="range">{none}</span>;
  const named = mistakes.slice(0, NAMED).map(({ label, count }) => `${label} (${formatCount(count)})`);
  const rest = mistakes.slice(NAMED).reduce((sum, { count }) => sum + count, 0);
  return (
    <span className="range">
      {share} {formatPercent(value, 0)} ({words.ofTotal(formatCount(right), formatCount(total))}); {others}{" "}
      {named.length === 0 ? words.nothing : named.join(", ")}
      {rest > 0 && `, ${words.and(formatCount(rest))}`}
    </span>
  );
}

function Whole({ panel: { key, matrix } }: { panel: Panel }) {
  const t = useTexts().evaluate;
  if (key === "difference") {
    return (
      <>
        <p className="range">{t.reading.changes}:</p>
        <Cells cells={readChanges(matrix, MOST)} format={(count) => formatDifference(count, 0)} />
      </>
    );
  }
  const { total, right, worst } = readWhole(matrix, MOST);
  return (
    <>
      <p className="readout-whole">
        {t.reading.whole(formatCount(right), formatCount(total), formatPercent(right / Math.max(1, total)))}
      </p>
      <p className="range">{t.reading.worst}:</p>
      <Cells cells={worst} format={formatCount} />
    </>
  );
}

function Cells({ cells, format }: { cells: readonly NamedCell[]; format: (count: number) => string }) {
  return (
    <ol className="readout-worst">
      {cells.map(({ row, column, trueLabel, predictedLabel, count }) => (
        <li key={`${row} ${column}`}>
          <span>
            {trueLabel} → {predictedLabel}
          </span>
          <span className="number">{format(count)}</span>
        </li>
      ))}
    </ol>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
