import { useState } from "react";
import type { DataPreview } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { SEPARATOR } from "../../plot/labels.ts";
import { useTexts } from "../texts/useTexts.ts";
import { countOfClasses } from "./counts.ts";

/** Rows shown at once; the rest is a click away. */
const STEP = 200;

/** Every class and its sentences, folded away. */
export function ClassTable({ data: { classes } }: { data: DataPreview }) {
  const texts = useTexts().fit;
  const t = texts.preview;
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState(STEP);
  return (
    <details className="method" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t.oneByOne(countOfClasses(classes.length, texts))}</summary>
      {open && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section className="table-scroll" aria-label={t.table} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t.columns.path}</th>
                  <th scope="col">{t.columns.training}</th>
                  <th scope="col">{t.columns.testing}</th>
                </tr>
              </thead>
              <tbody>
                {classes.slice(0, rows).map(({ path, nTrain, nTest }) => (
                  <tr key={JSON.stringify(path)}>
                    <th scope="row">{path.join(SEPARATOR)}</th>
                    <td className="number">{formatCount(nTrain)}</td>
                    <td className="number">{formatCount(nTest)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {rows < classes.length && (
            <button type="button" className="button-quiet" onClick={() => setRows(rows + STEP)}>
              {t.more(formatCount(Math.min(STEP, classes.length - rows)))}
            </button>
          )}
        </>
      )}
    </details>
  );
}
