import { useCallback, useMemo } from "react";
import { type DumbbellPanel, dumbbellGrid, gridCsv } from "../../plot/dumbbellGrid.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useF1Intervals } from "../useF1Intervals.ts";
import { compareSave, type NamedReport } from "./compareSave.ts";

/** F1 of each subject and attribute from all values to tails only, a panel for each report. */
export function CategoryFigures({ named }: { named: readonly NamedReport[] }) {
  const t = useTexts().compare.categories;
  const levels = named.find(({ report }) => report.modes.full && report.modes.tails)?.report.modes.full
    ?.levels;
  if (levels === undefined || levels.length === 0) return null;
  return (
    <section className="report-part" aria-labelledby="compare-categories">
      <h2 id="compare-categories" className="part-title">
        {t.title}
      </h2>
      <div className="compare-grids">
        {levels.map(({ name }) => (
          <Grid key={name} named={named} level={name} />
        ))}
      </div>
    </section>
  );
}

function Grid({ named, level }: { named: readonly NamedReport[]; level: string }) {
  const t = useTexts();
  const words = t.compare.categories;
  const theme = useTheme();
  const name = words.by(level);
  const { panels: plain, leftOut } = useMemo(() => panelsOf(named, level), [named, level]);
  const intervals = useF1Intervals(useMemo(() => plain.flatMap(({ full, tails }) => [full, tails]), [plain]));
  const panels = useMemo(
    () =>
      plain.map((panel, i) => ({
        ...panel,
        ...(intervals && { intervals: { full: intervals[2 * i]!, tails: intervals[2 * i + 1]! } }),
      })),
    [plain, intervals],
  );
  const draw = useCallback(
    (width: number, title?: string) =>
      dumbbellGrid(panels, {
        ...{ width, theme, name, words: t.evaluate.f1.words, modes: t.common.modes },
        ...(title !== undefined && { title }),
      }),
    [panels, theme, name, t],
  );
  const save = useMemo(
    () =>
      compareSave(named, t, {
        ...{ name, file: `f1-by-${level}`, draw },
        table: () => gridCsv(panels, t.evaluate.f1.words.mean),
      }),
    [named, t, name, level, draw, panels],
  );
  return (
    <div className="card">
      <h3 className="section-title">{name}</h3>
      <Figure label={name} draw={draw} save={save}>
        <p className="note">
          {words.note} {leftOut.length > 0 && words.leftOut(leftOut.join(", "))}
        </p>
      </Figure>
    </div>
  );
}

/** Reports of the categories of the first; the names of the others. */
function panelsOf(named: readonly NamedReport[], level: string) {
  const found = named.map(({ name, report }): DumbbellPanel | string => {
    const [full, tails] = [report.modes.full, report.modes.tails].map((mode) =>
      mode?.levels.find((one) => one.name === level),
    );
    return full && tails ? { name, full, tails } : name;
  });
  const first = found.find((one) => typeof one !== "string");
  const labels = JSON.stringify(first?.full.labels);
  const isAlike = (one: DumbbellPanel | string): one is DumbbellPanel =>
    typeof one !== "string" && JSON.stringify(one.full.labels) === labels;
  return {
    panels: found.filter(isAlike),
    leftOut: found.filter((one) => !isAlike(one)).map((one) => (typeof one === "string" ? one : one.name)),
  };
}
