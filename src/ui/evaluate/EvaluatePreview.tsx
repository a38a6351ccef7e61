import { useTexts } from "../texts/useTexts.ts";

const SIDE = 12;
const CELL = 11;

/** What will be here, quietly: a matrix with its diagonal and one sink, and the bars beside it. */
export function EvaluatePreview() {
  const t = useTexts().evaluate;
  return (
    <figure className="evaluate-preview" aria-label={t.preview}>
      <svg viewBox={`0 0 ${SIDE * CELL + 120} ${SIDE * CELL}`} aria-hidden="true">
        {Array.from({ length: SIDE * SIDE }, (_, i) => {
          const [row, column] = [Math.floor(i / SIDE), i % SIDE];
          const level = row === column ? "is-right" : column === 8 ? "is-sink" : undefined;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a picture that never changes
              key={i}
              className={level}
              x={column * CELL}
              y={row * CELL}
              width={CELL - 1}
              height={CELL - 1}
            />
          );
        })}
        {[64, 88, 40, 72, 52].map((length, i) => (
          <rect
            key={length}
            className={i % 2 === 0 ? "is-bar" : "is-bar is-tails"}
            x={SIDE * CELL + 24}
            y={10 + i * 24}
            width={length}
            height={12}
          />
        ))}
      </svg>
      <figcaption className="note">{t.result}</figcaption>
    </figure>
  );
}
