import type { CompareTable } from "../../core/compare.ts";
import { toCsv } from "../../core/csv.ts";
import { download } from "../../plot/download.ts";
import { typographic } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import { capitalised } from "../words.ts";

/** So many tables stand open: the figures say the most of what the others hold. */
const OPEN = 1;

/** The study’s tables, each on its own. */
export function CompareTables({ tables }: { tables: readonly CompareTable[] }) {
  const t = useTexts().compare.tables;
  return (
    <section className="report-part compare-tables" aria-label={t.list}>
      <h2 className="part-title">{t.title}</h2>
      {tables.map((table, index) => (
        <details key={table.title} className="method" open={index < OPEN}>
          <summary>{capitalised(table.title)}</summary>
          <Table table={table} />
        </details>
      ))}
    </section>
  );
}

function Table({ table: { title, columns, rows } }: { table: CompareTable }) {
  const t = useTexts().compare.tables;
  const digits = columns.map((_, i) => (rows.every((row) => isWhole(row[i])) ? 0 : 3));

  function save() {
    const file = `tailscope-${title.replaceAll(/[^\w.-]+/g, "-").toLowerCase()}.csv`;
    download(new Blob([toCsv([columns, ...rows])], { type: "text/csv" }), file);
  }

  return (
    <div className="card">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="table-scroll" aria-label={t.numbers(title)} tabIndex={0}>
        <table className="wide-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that is made anew whole
              <tr key={at}>
                {row.map((value, i) => (
                  <Cell key={columns[i]} value={value} isFirst={i === 0} digits={digits[i]!} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <button type="button" className="button-quiet" aria-label={t.saveOf(title)} onClick={save}>
          {t.save}
        </button>
      </div>
    </div>
  );
}

interface CellProps {
  value: string | number;
  isFirst: boolean;
  /** Decimals of numbers. */
  digits: number;
}

function Cell({ value, isFirst, digits }: CellProps) {
  if (isFirst) return <th scope="row">{value}</th>;
  return <td className="number">{typeof value === "number" ? typographic(value.toFixed(digits)) : value}</td>;
}

function isWhole(value: string | number | undefined): boolean {
  return typeof value !== "number" || Number.isInteger(value);
}
