import type { CSSProperties } from "react";
import { formatNats } from "../../plot/format.ts";
import { SEPARATOR, shortLabel } from "../../plot/labels.ts";
import type { Standing } from "../../state/scores.ts";

interface StandingsProps {
  /** What assistive technology calls the list. */
  name: string;
  title: string;
  items: readonly Standing[];
  best: string | undefined;
  ordered?: boolean;
}

/** A list of standings: a dot on a line, the best at the right end, the stem is the gap. */
export function Standings({ name, title, items, best, ordered = false }: StandingsProps) {
  const widest = Math.max(...items.map(({ gap }) => -gap), Number.MIN_VALUE);
  const List = ordered ? "ol" : "ul";
  return (
    <div className={ordered ? "standings standings-pairs" : "standings"}>
      <h2 className="section-title">{title}</h2>
      <List aria-label={name}>
        {items.map(({ path, gap }) => {
          const label = path.join(SEPARATOR);
          const at = { "--at": 1 + gap / widest } as CSSProperties;
          return (
            <li
              key={label}
              className={label === best ? "standing standing-best" : "standing"}
              title={label}
              data-path={JSON.stringify(path)}
              data-gap={gap}
            >
              <span className="standing-label">
                <Label path={path} />
              </span>
              <span className="standing-line" aria-hidden="true" style={at} />
              <span className="standing-gap number">
                {formatNats(gap)}
                <span className="visually-hidden"> nats</span>
              </span>
            </li>
          );
        })}
      </List>
    </div>
  );
}

/** The whole of each name is read aloud; the eye gets its short form. */
function Label({ path }: { path: readonly string[] }) {
  return path.map((category, index) => {
    const short = shortLabel([category]);
    const start = category.indexOf(short);
    return (
      <span key={category}>
        {index > 0 && SEPARATOR}
        <span className="visually-hidden">{category.slice(0, start)}</span>
        {short}
        <span className="visually-hidden">{category.slice(start + short.length)}</span>
      </span>
    );
  });
}
