import type { CSSProperties, ReactNode } from "react";
import { formatNats } from "../../plot/format.ts";
import type { Standing } from "../../state/scores.ts";
import { useTexts } from "../texts/useTexts.ts";
import { StandingLabel } from "./StandingLabel.tsx";

interface StandingsProps {
  /** What stands above it, and what assistive technology calls the list. */
  name: string;
  items: readonly Standing[];
  best: string | undefined;
  hint: ReactNode;
}

/** Categories of a level: a dot on a line, the best at the right end, the stem is the gap. */
export function Standings({ name, items, best, hint }: StandingsProps) {
  const t = useTexts().explore.guess;
  const widest = widestGap(items);
  return (
    <div className="standings">
      <h2 className="section-title">
        {name}
        {hint}
      </h2>
      <ul aria-label={name}>
        {items.map(({ path, gap }) => (
          <li
            key={path[0]}
            className={path[0] === best ? "standing standing-best" : "standing"}
            title={path[0]}
            data-path={JSON.stringify(path)}
            data-gap={gap}
          >
            <span className="standing-label">
              <StandingLabel path={path} />
            </span>
            <span className="standing-line" aria-hidden="true" style={lineAt(gap, widest)} />
            <span className="standing-gap number">
              {formatNats(gap)}
              <span className="visually-hidden"> {t.nats}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function widestGap(items: readonly Standing[]): number {
  return Math.max(...items.map(({ gap }) => -gap), Number.MIN_VALUE);
}

/** Logarithmic: the nearest are told apart even where the farthest is hundreds of nats away. */
export function lineAt(gap: number, widest: number): CSSProperties {
  return { "--at": 1 - Math.log1p(-gap) / Math.log1p(widest) } as CSSProperties;
}
