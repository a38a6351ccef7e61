import type { ModeReport, Report } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import { levelTitle } from "../words.ts";
import { levelNames, macroOf, PAIR } from "./levels.ts";

type Clean = ModeReport["withoutLeaks"] | undefined;

/** Macro F1 of all test sentences, and of those that stand nowhere else. */
export function CleanScores({ report }: { report: Report }) {
  const t = useTexts().evaluate.clean;
  const { full, tails } = report.modes;
  const rows = [
    { name: t.leaks, of: (mode: ModeReport): Clean => mode.withoutLeaks },
    { name: t.repeats, of: (mode: ModeReport): Clean => mode.withoutRepeats },
  ].filter(({ of }) => [full, tails].some((mode) => mode && of(mode)));
  return (
    <section className="card" aria-labelledby="clean">
      <h3 id="clean" className="section-title">
        {t.title}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="table-scroll" aria-label={t.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.head}</th>
              <th scope="col">{t.n}</th>
              {levelNames(report).map((level) => (
                <th key={level} scope="col">
                  {levelTitle(level)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t.all}</th>
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
      </section>
      <p className="note">
        {t.note(formatCount(report.nLeaks))}
        {report.nRepeats !== undefined && t.noteRepeats(formatCount(report.nRepeats))}
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
