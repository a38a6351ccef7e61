import type { CompareTable } from "../../core/compare.ts";
import { toCsv } from "../../core/csv.ts";
import { download } from "../../plot/exportFigure.ts";
import { typographic } from "../../plot/format.ts";

/** The study's tables, each on its own. */
export function CompareTables({ tables }: { tables: readonly CompareTable[] }) {
  return tables.map((table, index) => <Table key={table.title} table={table} id={`compare-${index}`} />);
}

function Table({ table: { title, columns, rows }, id }: { table: CompareTable; id: string }) {
  function save() {
    const file = `tailscope-${title.replaceAll(/[^\w.-]+/g, "-").toLowerCase()}.csv`;
    download(new Blob([toCsv([columns, ...rows])], { type: "text/csv" }), file);
  }

  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id} className="section-title">
          {title}
        </h2>
        <button type="button" className="button-quiet" aria-label={`Save ${title} as CSV`} onClick={save}>
          CSV
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="table-scroll" aria-label={`${title}, the numbers`} tabIndex={0}>
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
                  <Cell key={columns[i]} value={value} isFirst={i === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Cell({ value, isFirst }: { value: string | number; isFirst: boolean }) {
  if (isFirst) return <th scope="row">{value}</th>;
  const text = typeof value === "number" ? typographic(rounded(value)) : value;
  return <td className="number">{text}</td>;
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
