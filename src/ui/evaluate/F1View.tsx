import { useCallback } from "react";
import type { LevelReport, Report } from "../../core/api.ts";
import { download, svgToString } from "../../plot/exportFigure.ts";
import { f1Dumbbells } from "../../plot/f1Dumbbells.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTheme } from "../theme.ts";
import { levelTitle } from "../words.ts";

/** What the tails alone gain or lose, category by category. */
export function F1View({ report }: { report: Report }) {
  const { full, tails } = report.modes;
  if (full === undefined || tails === undefined) return null;
  return (
    <section className="f1-view" aria-label="F1 by category">
      {full.levels.map((level, index) => (
        <Dumbbells key={level.name} report={report} full={level} tails={tails.levels[index]!} />
      ))}
    </section>
  );
}

function Dumbbells({ report, full, tails }: { report: Report; full: LevelReport; tails: LevelReport }) {
  const theme = useTheme();
  const name = levelTitle(full.name);
  const title = `F1 by ${full.name} · ${report.model.id} · n = ${report.nTest}`;
  const draw = useCallback(
    (width: number) => f1Dumbbells(full, tails, { width, theme }),
    [full, tails, theme],
  );

  function save() {
    const svg = svgToString(f1Dumbbells(full, tails, { width: 720, theme, title }));
    download(new Blob([svg], { type: "image/svg+xml" }), `tailscope-${report.model.id}-f1-${full.name}.svg`);
  }

  return (
    <div className="card">
      <div className="card-head">
        <h2 className="section-title">F1 by {full.name}</h2>
        <button type="button" className="button-quiet" onClick={save}>
          Save {name.toLowerCase()} as SVG
        </button>
      </div>
      <Figure label={`F1 by ${full.name}`} draw={draw}>
        <p className="note">{title}; from all values to tails only.</p>
      </Figure>
    </div>
  );
}
