import type { ModeReport, Report } from "../../core/api.ts";
import type { Interval } from "../../core/bootstrap.ts";
import { formatDifference, formatPercent } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import { levelTitle, optionsInWords } from "../words.ts";
import { levelNames, macroOf, matrixOf } from "./levels.ts";

/** Macro F1 of every level, from all values and from the tails alone. */
export function MacroF1({ report }: { report: Report }) {
  const words = useTexts().evaluate;
  const t = words.macro;
  const { full, tails } = report.modes;
  return (
    <section className="card macro-f1" aria-labelledby="macro-f1">
      <h3 id="macro-f1" className="section-title">
        {t.title}
      </h3>
      <table className="macro-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{t.full}</th>
            <th scope="col">{t.tails}</th>
            <th scope="col">{t.difference}</th>
            <th scope="col">{t.chance}</th>
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
      {tails && (
        <p className="note note-tails">
          {t.noSay(formatPercent(tails.floorShare, 0), tails.meanTailCount.toFixed(1))}
        </p>
      )}
      <p className="note">{words.caption.options(optionsInWords(report.options))}</p>
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
  const t = useTexts().evaluate.macro;
  const format = (value: number) => (signed ? formatDifference(value, 3) : value.toFixed(3));
  return <span className="range">{t.to(format(interval.low), format(interval.high))}</span>;
}
