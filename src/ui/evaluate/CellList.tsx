import { useEffect, useRef } from "react";
import { closeCell, openInExplore } from "../../state/cells.ts";
import { useScreen } from "../useScreen.ts";
import { MODE_WORDS, plural } from "../words.ts";

/** More sentences than this are not listed. */
const MOST = 200;

/** The test sentences of one cell of the matrix. */
export function CellList() {
  const cell = useScreen((screen) => screen.cell);
  const heading = useRef<HTMLHeadingElement>(null);
  const key = cell && [cell.mode, cell.level, cell.row, cell.column].join();

  useEffect(() => {
    if (key !== undefined) heading.current?.focus();
  }, [key]);

  if (cell === undefined) return null;
  const { sentences, trueLabel, predictedLabel, mode, row, column } = cell;
  const taken = row === column ? "what it is" : `“${predictedLabel}”`;
  return (
    <section className="card cell-list" aria-labelledby="cell-title">
      <div className="card-head">
        <h2 id="cell-title" className="section-title" tabIndex={-1} ref={heading}>
          “{trueLabel}” taken for {taken}, {MODE_WORDS[mode]}
        </h2>
        <button type="button" className="button-quiet" onClick={closeCell}>
          Close the list
        </button>
      </div>
      {sentences === undefined ? (
        <p className="note" role="status">
          Reading…
        </p>
      ) : (
        <p className="note" role="status">
          {sentences.length === 0 ? "No sentence." : plural(sentences.length, "sentence")}
          {sentences.length > MOST && `; the first ${MOST} are listed.`}
        </p>
      )}
      <ul className="rows" aria-label="Sentences of the cell">
        {sentences?.slice(0, MOST).map(({ text, leaked, truth, predicted }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice, and the list never changes
          <li key={i} className="row">
            <span className="row-name" dir="auto">
              {text}
              <span className="range">
                {truth.join(", ")} → {predicted.join(", ")}
                {leaked && " · also in the training part"}
              </span>
            </span>
            <button type="button" className="button-quiet" onClick={() => openInExplore(text)}>
              Open in Explore
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
