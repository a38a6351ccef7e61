import { useEffect, useRef } from "react";
import { formatCount } from "../../plot/format.ts";
import { closeCell, openInExplore } from "../../state/cells.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** More sentences than this are not listed. */
const MOST = 200;

/** The test sentences of one cell of the matrix. */
export function CellList() {
  const { evaluate: words, common } = useTexts();
  const t = words.cell;
  const cell = useScreen((screen) => screen.cell);
  const heading = useRef<HTMLHeadingElement>(null);
  const key = cell && [cell.mode, cell.level, cell.row, cell.column].join();

  useEffect(() => {
    if (key !== undefined) heading.current?.focus();
  }, [key]);

  if (cell === undefined) return null;
  const { sentences, trueLabel, predictedLabel, mode, row, column } = cell;
  const taken = row === column ? words.whatItIs : words.quoted(predictedLabel);
  return (
    <section className="card cell-list" aria-labelledby="cell-title">
      <div className="card-head">
        <h3 id="cell-title" className="section-title" tabIndex={-1} ref={heading}>
          {t.title(trueLabel, taken, common.modes[mode])}
        </h3>
        <button type="button" className="button-quiet" onClick={closeCell}>
          {t.close}
        </button>
      </div>
      {sentences === undefined ? (
        <p className="note" role="status">
          {t.busy}
        </p>
      ) : (
        <p className="note" role="status">
          {sentences.length === 0 ? t.none : words.sentences(sentences.length, formatCount(sentences.length))}
          {sentences.length > MOST && t.first(MOST)}
        </p>
      )}
      <ul className="rows" aria-label={t.list}>
        {sentences?.slice(0, MOST).map(({ text, leaked, truth, predicted }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice, and the list never changes
          <li key={i} className="row">
            <span className="row-name" dir="auto">
              {text}
              <span className="range">
                {truth.join(", ")} → {predicted.join(", ")}
                {leaked && t.leaked}
              </span>
            </span>
            <button type="button" className="button-quiet" onClick={() => openInExplore(text)}>
              {t.open}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
