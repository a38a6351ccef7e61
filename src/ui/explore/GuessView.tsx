import type { ModeRanking } from "../../core/api.ts";
import { levelNames } from "../../core/dataset.ts";
import { calibrationOf, chances } from "../../state/calibration.ts";
import { bestClasses, levelStandings } from "../../state/scores.ts";
import { Hint } from "../parts/Hint.tsx";
import { NoAtlas } from "../parts/NoAtlas.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { levelTitle } from "../words.ts";
import { GuessNotes } from "./GuessNotes.tsx";
import { Headline } from "./Headline.tsx";
import { PairStandings } from "./PairStandings.tsx";
import { Standings } from "./Standings.tsx";

const BEST = 10;

/** What the sentence is guessed to be about, and how it is written. */
export function GuessView() {
  const t = useTexts().explore;
  const mode = useScreen((screen) => screen.mode);
  const reading = useScreen((screen) => screen.reading);
  const ranking = useScreen((screen) => screen.guess?.modes[screen.mode]);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const of = useScreen((screen) => screen.guess?.text);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  const opened = useScreen((screen) => screen.opened);
  const wholeReport = useScreen((screen) => screen.wholeReport);
  const token = useScreen((screen) => screen.token);
  const fixed = useScreen((screen) => screen.fixed);
  const calibration = calibrationOf({ opened, wholeReport, token, fixed }, mode);
  return (
    <section
      className="explore-guess"
      aria-label={t.guess.region}
      aria-busy={reading}
      data-of={of}
      data-tour="guess"
    >
      <Headline calibration={calibration} />
      {ranking && classes && ranking.ranking.length > 0 && (
        <>
          <Lists ranking={ranking} classes={classes} temperature={calibration?.of.temperature} />
          <GuessNotes ranking={ranking} calibration={calibration} />
        </>
      )}
      {noAtlas && <NoAtlas>{t.guess.noAtlas}</NoAtlas>}
    </section>
  );
}

interface ListsProps {
  ranking: ModeRanking;
  classes: readonly string[][];
  temperature: number | undefined;
}

function Lists({ ranking, classes, temperature }: ListsProps) {
  const t = useTexts().explore;
  const path = classes[ranking.ranking[0] ?? 0] ?? [];
  return (
    <div className="guess-lists">
      <PairStandings
        title={path.length === 2 ? t.guess.bestPairs : t.guess.bestClasses}
        hint={<Hint text={t.hints.guess} />}
        items={bestClasses(classes, ranking, BEST)}
        chances={temperature === undefined ? undefined : chances(ranking, temperature)}
      />
      {path.length > 1 &&
        levelNames(path.length).map((name, level) => (
          <Standings
            key={name}
            name={t.guess.levels[name] ?? levelTitle(name)}
            items={levelStandings(classes, ranking, level)}
            best={path[level]}
            hint={level === 0 && <Hint text={t.hints.levels} />}
          />
        ))}
    </div>
  );
}
