import { useCallback, useMemo } from "react";
import { formatDifference } from "../../plot/format.ts";
import { type IntervalGroup, intervalCsv, intervalPlot } from "../../plot/intervalPlot.ts";
import { levelNames, macroOf } from "../evaluate/levels.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { levelTitle } from "../words.ts";
import { compareSave, type NamedReport } from "./compareSave.ts";

/** Macro F1 of every report, and what the tails alone gain or lose. */
export function ScoreFigures({ named }: { named: readonly NamedReport[] }) {
  const t = useTexts().compare.scores;
  const [macro, difference] = useMemo(() => [macroGroups(named), differenceGroups(named)], [named]);
  return (
    <section className="report-part" aria-labelledby="compare-scores">
      <h2 id="compare-scores" className="part-title">
        {t.title}
      </h2>
      <div className="part-grid">
        <Scores named={named} groups={macro} name={t.macro} note={t.macroNote} file="macro-f1" x={t.x} />
        {difference.length > 0 && (
          <Scores
            named={named}
            groups={difference}
            name={t.difference}
            note={t.differenceNote}
            file="tails-minus-full"
            x={t.xDifference}
          />
        )}
      </div>
    </section>
  );
}

interface ScoresProps {
  named: readonly NamedReport[];
  groups: readonly IntervalGroup[];
  name: string;
  note: string;
  file: string;
  x: string;
}

function Scores({ named, groups, name, note, file, x }: ScoresProps) {
  const t = useTexts();
  const theme = useTheme();
  const isDifference = groups[0]?.rows[0]?.marks[0]?.kind === "difference";
  const draw = useCallback(
    (width: number, title?: string) =>
      intervalPlot(groups, {
        ...{ width, theme, name, x, modes: t.common.modes },
        format: (value) => (isDifference ? formatDifference(value, 3) : value.toFixed(3)),
        ...(title !== undefined && { title }),
      }),
    [groups, theme, name, x, t, isDifference],
  );
  const save = useMemo(
    () => compareSave(named, t, { name, file, draw, table: () => intervalCsv(groups) }),
    [named, t, name, file, draw, groups],
  );
  return (
    <div className="card">
      <h3 className="section-title">{name}</h3>
      <Figure label={name} draw={draw} save={save}>
        <p className="note">{note}</p>
      </Figure>
    </div>
  );
}

/** Levels of any of the reports, in the order in which they first appear. */
function levelsOf(named: readonly NamedReport[]): string[] {
  return [...new Set(named.flatMap(({ report }) => levelNames(report)))];
}

function macroGroups(named: readonly NamedReport[]): IntervalGroup[] {
  return levelsOf(named).map((level) => ({
    name: levelTitle(level),
    rows: named.map(({ name, report }) => ({
      label: name,
      marks: (["full", "tails"] as const).flatMap((kind) => {
        const mode = report.modes[kind];
        const score = mode && macroOf(mode, level);
        return score ? [{ kind, value: score.macroF1, interval: score.interval }] : [];
      }),
    })),
  }));
}

function differenceGroups(named: readonly NamedReport[]): IntervalGroup[] {
  return levelsOf(named)
    .map((level) => ({
      name: levelTitle(level),
      rows: named.flatMap(({ name, report }) => {
        const found = report.tailsMinusFull?.find((one) => one.name === level);
        if (!found) return [];
        const { difference: value, interval } = found;
        return [{ label: name, marks: [{ kind: "difference" as const, value, interval }] }];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}
