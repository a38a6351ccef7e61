import { useMemo } from "react";
import type { Report } from "../core/api.ts";
import { ThemeToggle } from "../ui/ThemeToggle.tsx";
import { useTexts } from "../ui/texts/useTexts.ts";
import { Controls } from "./Controls.tsx";
import { FigureCard } from "./FigureCard.tsx";
import { compareFigures } from "./figures/compare.ts";
import { evaluateFigures } from "./figures/evaluate.ts";
import { exploreFigures } from "./figures/explore.ts";
import { fitFigures } from "./figures/fit.ts";
import { Palette } from "./Palette.tsx";
import { TypeScale } from "./TypeScale.tsx";

/** The visual system and every figure, from fixed data: what the visual test looks at. */
export function Gallery({ report }: { report: Report }) {
  const t = useTexts().gallery;
  const figures = useMemo(
    () => [...exploreFigures, ...evaluateFigures(report), ...compareFigures(report), ...fitFigures],
    [report],
  );
  return (
    <main className="gallery">
      <header className="gallery-head">
        <h1>{t.title}</h1>
        <p className="gallery-lead">{t.lead}</p>
        <p className="gallery-links">
          <a href="../">{t.back}</a>
          <ThemeToggle />
        </p>
        <nav aria-label={t.contents}>
          <ul className="gallery-contents">
            {(["type", "palette", "controls"] as const).map((id) => (
              <li key={id}>
                <a href={`#${id}`}>{t[id]}</a>
              </li>
            ))}
            {figures.map(({ id }) => (
              <li key={id}>
                <a href={`#${id}`}>{t.figures[id].name}</a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <TypeScale />
      <Palette />
      <Controls />
      <div className="gallery-figures">
        {figures.map((figure) => (
          <FigureCard key={figure.id} figure={figure} />
        ))}
      </div>
    </main>
  );
}
