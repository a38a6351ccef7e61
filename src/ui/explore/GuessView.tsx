import type { ModeRanking } from "../../core/api.ts";
import { levelNames } from "../../core/dataset.ts";
import { formatPercent } from "../../plot/format.ts";
import { SEPARATOR } from "../../plot/labels.ts";
import { bestClasses, levelStandings } from "../../state/scores.ts";
import { NoAtlas } from "../parts/NoAtlas.tsx";
import { useScreen } from "../useScreen.ts";
import { levelTitle, MODE_WORDS } from "../words.ts";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { Standings } from "./Standings.tsx";

const BEST = 10;

/** What the sentence is guessed to be about, and how it is written. */
export function GuessView() {
  const mode = useScreen((screen) => screen.mode);
  const reading = useScreen((screen) => screen.reading);
  const waiting = useScreen((screen) => screen.opening !== undefined || screen.reading);
  const guess = useScreen((screen) => screen.guess);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  const ranking = guess?.modes[mode];
  const path = classes?.[ranking?.ranking[0] ?? -1];
  return (
    <section className="explore-guess" aria-label="What it guesses" aria-busy={reading}>
      <div className="guess-head">
        <p className="headline" aria-live="polite">
          <span>Guess from {MODE_WORDS[mode]}</span>
          <strong>{path?.join(", ") ?? (noAtlas ? "None" : waiting ? "Reading…" : "Nothing yet")}</strong>
        </p>
        <ModeSwitch />
      </div>
      {ranking && classes && path && <Lists ranking={ranking} classes={classes} path={path} />}
      {noAtlas && (
        <NoAtlas>
          Its layers and tails are shown all the same: what lies beyond two standard deviations of the
          sentence’s own values.
        </NoAtlas>
      )}
      {ranking && path && mode === "tails" && <TailsNote ranking={ranking} />}
    </section>
  );
}

interface ListsProps {
  ranking: ModeRanking;
  classes: readonly string[][];
  path: readonly string[];
}

function Lists({ ranking, classes, path }: ListsProps) {
  return (
    <>
      <Standings
        name="Guess"
        title={path.length === 2 ? "Ten best pairs" : "Ten best classes"}
        ordered
        items={bestClasses(classes, ranking, BEST)}
        best={path.join(SEPARATOR)}
      />
      <div className="levels">
        {path.length > 1 &&
          levelNames(path.length).map((name, level) => (
            <Standings
              key={name}
              name={levelTitle(name)}
              title={levelTitle(name)}
              items={levelStandings(classes, ranking, level)}
              best={path[level]}
            />
          ))}
      </div>
      <p className="note">
        Gaps in log-likelihood (nats), not probabilities: how far each lies behind the best.
        {path.length === 2 && " A subject or attribute stands where its best pair does."}
      </p>
    </>
  );
}

/** How often the tails were too thin to say anything. METHOD §4: every tails result gives it. */
function TailsNote({ ranking }: { ranking: ModeRanking }) {
  return (
    <p className="note note-tails">
      No say: {formatPercent(ranking.floorShare, 0)} of class × layer had fewer than 3 values in the tails;{" "}
      {ranking.meanTailCount.toFixed(1)} on average.
    </p>
  );
}
