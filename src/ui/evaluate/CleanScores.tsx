import type { ModeReport, Report } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { levelTitle } from "../words.ts";
import { levelNames, macroOf, PAIR } from "./levels.ts";

type Clean = ModeReport["withoutLeaks"] | undefined;

/** Macro F1 of all test sentences, and of those that stand nowhere else. */
export function CleanScores({ report }: { report: Report }) {
  const { full, tails } = report.modes;
  const rows = [
    { name: "Without leaks", of: (mode: ModeReport): Clean => mode.withoutLeaks },
    { name: "Without leaks and repeats", of: (mode: ModeReport): Clean => mode.withoutRepeats },
  ].filter(({ of }) => [full, tails].some((mode) => mode && of(mode)));
  return (
    <section className="card" aria-labelledby="clean">
      <h2 id="clean" className="section-title">
        Leaks and repeats
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Macro F1, all values / tails only</th>
            <th scope="col">n</th>
            {levelNames(report).map((level) => (
              <th key={level} scope="col">
                {levelTitle(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">All test sentences</th>
            <td className="number">{formatCount(report.nTest)}</td>
            {levelNames(report).map((level) => (
              <td key={level} className="number">
                {both([full, tails].map((mode) => mode && macroOf(mode, level)?.macroF1))}
              </td>
            ))}
          </tr>
          {rows.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{formatCount((full && of(full)?.nTest) ?? 0)}</td>
              {levelNames(report).map((level) => (
                <td key={level} className="number">
                  {both([full, tails].map((mode) => mode && scoreOf(of(mode), level)))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        Leak: the sentence also stands in its class’s training part ({formatCount(report.nLeaks)} here).
        {report.nRepeats !== undefined &&
          ` Repeat: its text stands elsewhere too (${formatCount(report.nRepeats)}).`}
      </p>
    </section>
  );
}

function scoreOf(clean: Clean, level: string): number | undefined {
  if (level === PAIR) return clean?.macroF1;
  return clean?.levels.find(({ name }) => name === level)?.macroF1;
}

function both(scores: readonly (number | undefined)[]): string {
  return scores.map((score) => score?.toFixed(3) ?? "–").join(" / ");
}
