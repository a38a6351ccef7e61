import type { ModeReport, Report } from "../../core/api.ts";
import type { Interval } from "../../core/bootstrap.ts";
import { formatCount, formatDifference, formatPercent } from "../../plot/format.ts";
import { levelTitle } from "../words.ts";
import { levelNames, macroOf, matrixOf } from "./levels.ts";

/** Macro F1 of every level, from all values and from the tails alone. */
export function MacroF1({ report }: { report: Report }) {
  const { full, tails } = report.modes;
  return (
    <section className="card" aria-labelledby="macro-f1">
      <h2 id="macro-f1" className="section-title">
        Macro F1, with 95 % intervals
      </h2>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">All values</th>
            <th scope="col">Tails only</th>
            <th scope="col">Tails − full</th>
            <th scope="col">By chance</th>
          </tr>
        </thead>
        <tbody>
          {levelNames(report).map((level) => (
            <tr key={level}>
              <th scope="row">{levelTitle(level)}</th>
              <Score mode={full} level={level} />
              <Score mode={tails} level={level} />
              <Difference report={report} level={level} />
              <td className="number faint">
                {(1 / (matrixOf(report, "full", level)?.labels.length ?? Infinity)).toFixed(3)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {report.model.id} · {report.data.name} · {formatCount(report.nTest)} held-out sentences; intervals by
        bootstrap. {leaks(report)}
      </p>
      {tails && (
        <p className="note note-tails">
          No say: {formatPercent(tails.floorShare, 0)} of sentence × class × layer had fewer than 3 values in
          the tails; {tails.meanTailCount.toFixed(1)} on average.
        </p>
      )}
    </section>
  );
}

function Score({ mode, level }: { mode: ModeReport | undefined; level: string }) {
  const score = mode && macroOf(mode, level);
  return (
    <td className="number">
      {score ? score.macroF1.toFixed(3) : "–"}
      {score && <Range interval={score.interval} />}
    </td>
  );
}

function Difference({ report, level }: { report: Report; level: string }) {
  const found = report.tailsMinusFull?.find(({ name }) => name === level);
  return (
    <td className="number">
      {found ? formatDifference(found.difference, 3) : "–"}
      {found && <Range interval={found.interval} signed />}
    </td>
  );
}

function Range({ interval, signed = false }: { interval: Interval; signed?: boolean }) {
  const format = (value: number) => (signed ? formatDifference(value, 3) : value.toFixed(3));
  return (
    <span className="range">
      {format(interval.low)} to {format(interval.high)}
    </span>
  );
}

function leaks(report: Report): string {
  if (report.nLeaks === 0) return "None of them also stands in its class’s training part.";
  const { full, tails } = report.modes;
  const without = levelNames(report).map((level) => {
    const scores = [full, tails].map(
      (mode) => (mode && macroOf(mode, level)?.withoutLeaks)?.toFixed(3) ?? "–",
    );
    return `${levelTitle(level).toLowerCase()} ${scores.join(" and ")}`;
  });
  return `${report.nLeaks} also stand in their class’s training part; without them (all values and tails): ${without.join(", ")}.`;
}
