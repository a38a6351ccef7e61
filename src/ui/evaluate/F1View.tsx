import { useCallback, useMemo } from "react";
import type { LevelReport, Report } from "../../core/api.ts";
import { dumbbellCsv, f1Dumbbells } from "../../plot/f1Dumbbells.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useF1Intervals } from "../useF1Intervals.ts";
import { chartSave } from "./chartSave.ts";

/** What the tails alone gain or lose, category by category. */
export function F1View({ report }: { report: Report }) {
  const { full, tails } = report.modes;
  if (full === undefined || tails === undefined) return null;
  return full.levels.map((level, index) => (
    <Dumbbells key={level.name} report={report} full={level} tails={tails.levels[index]!} />
  ));
}

function Dumbbells({ report, full, tails }: { report: Report; full: LevelReport; tails: LevelReport }) {
  const theme = useTheme();
  const t = useTexts();
  const words = t.evaluate.f1;
  const name = words.by(full.name);
  const [ofFull, ofTails] = useF1Intervals(useMemo(() => [full, tails], [full, tails])) ?? [];
  const intervals = useMemo(
    () => (ofFull && ofTails ? { full: ofFull, tails: ofTails } : undefined),
    [ofFull, ofTails],
  );
  const draw = useCallback(
    (width: number, title?: string) =>
      f1Dumbbells(full, tails, {
        ...{ width, theme, words: words.words, modes: t.common.modes },
        ...(title !== undefined && { title }),
        ...(intervals && { intervals }),
      }),
    [full, tails, intervals, theme, t, words],
  );
  const save = useMemo(
    () =>
      chartSave(report, t, {
        ...{ name, title: name, file: ["f1", full.name], draw },
        table: () => dumbbellCsv(full, tails, intervals),
      }),
    [report, t, name, full, tails, intervals, draw],
  );
  return (
    <div className="card">
      <h3 className="section-title">{name}</h3>
      <Figure label={name} draw={draw} save={save}>
        <p className="note">{words.note}</p>
      </Figure>
    </div>
  );
}
