import { memo } from "react";
import type { FigureExport } from "../../plot/figureExport.ts";
import { formatCell, formatCount } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";

/** Longer tables are cut here: what follows is in the CSV. */
const MOST_ROWS = 200;

/** A figure's numbers for eyes and ears; rounded, unlike the CSV. Made anew only where the figure is another. */
export const TableTwin = memo(function TableTwin({ save }: { save: FigureExport }) {
  const t = useTexts().common;
  const [columns = [], ...rows] = save.table();
  const left = rows.length - MOST_ROWS;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="table-twin" aria-label={t.tableOf(save.name)} tabIndex={0}>
        <table>
          <caption>{save.name}</caption>
          <thead>
            <tr>
              {columns.map((column, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are their places
                <th key={i} scope="col" className={isNumber(rows[0]?.[i]) ? "cell-number" : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are their places
              <tr key={i}>
                {row.map((cell, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells are their places
                  <Cell key={j} value={cell} heads={j === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 && <p className="note">{t.moreRows(formatCount(MOST_ROWS), formatCount(rows.length))}</p>}
    </>
  );
});

function Cell({ value, heads }: { value: string | number; heads: boolean }) {
  const number = isNumber(value);
  const content = number ? formatCell(value) : value;
  const className = number ? "cell-number" : undefined;
  if (!heads) return <td className={className}>{content}</td>;
  return (
    <th scope="row" className={className}>
      {content}
    </th>
  );
}

function isNumber(value: string | number | undefined): value is number {
  return typeof value === "number";
}
