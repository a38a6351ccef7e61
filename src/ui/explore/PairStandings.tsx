import type { ReactNode } from "react";
import { formatNats, formatPercent } from "../../plot/format.ts";
import { SEPARATOR } from "../../plot/labels.ts";
import { togglePinnedClass } from "../../state/looking.ts";
import { point } from "../../state/pointed.ts";
import type { Standing } from "../../state/scores.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { StandingLabel } from "./StandingLabel.tsx";
import { lineAt, widestGap } from "./Standings.tsx";

/** Below this a chance is not worth a number. */
const LEAST_CHANCE = 0.01;

interface PairStandingsProps {
  title: string;
  hint: ReactNode;
  items: readonly Standing[];
  /** Calibrated, of every class; undefined where nothing was calibrated. */
  chances: readonly number[] | undefined;
}

/** The best classes: pointed at they are lit everywhere, pressed their densities are drawn. */
export function PairStandings({ title, hint, items, chances }: PairStandingsProps) {
  const t = useTexts().explore.guess;
  const pinned = useScreen((screen) => screen.pinnedClasses);
  const widest = widestGap(items);
  return (
    <div className="standings standings-pairs">
      <div className="standings-head">
        <h2 className="section-title">
          {title}
          {hint}
        </h2>
        {chances && (
          <span className="standing-chance" aria-hidden="true">
            {t.chanceHead}
          </span>
        )}
      </div>
      <ol aria-label={t.list} onPointerLeave={() => point({})}>
        {items.map(({ path, gap, index = -1 }, place) => {
          const label = path.join(SEPARATOR);
          const chance = chances?.[index];
          return (
            <li
              key={label}
              className={place === 0 ? "standing standing-best" : "standing"}
              data-path={JSON.stringify(path)}
              data-gap={gap}
              data-class={index}
              onPointerOver={() => point({ classIndex: index })}
            >
              <button
                type="button"
                className="standing-pin"
                aria-pressed={pinned.includes(index)}
                aria-label={t.pin(label)}
                title={t.pin(label)}
                onClick={() => togglePinnedClass(index)}
                onFocus={() => point({ classIndex: index })}
                onBlur={() => point({})}
              />
              <span className="standing-label" title={label}>
                <StandingLabel path={path} />
              </span>
              <span className="standing-line" aria-hidden="true" style={lineAt(gap, widest)} />
              <span className="standing-gap number">
                {formatNats(gap)}
                <span className="visually-hidden"> {t.nats}</span>
              </span>
              {chances && (
                <span className="standing-chance number">
                  {chance !== undefined && chance >= LEAST_CHANCE && (
                    <>
                      <span className="visually-hidden">, {t.chanceHead} </span>
                      {formatPercent(chance, 0)}
                    </>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
