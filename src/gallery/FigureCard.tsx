import { useCallback } from "react";
import { Figure } from "../ui/parts/Figure.tsx";
import { useTexts } from "../ui/texts/useTexts.ts";
import { useTheme } from "../ui/theme.ts";
import type { GalleryFigure } from "./galleryFigure.ts";

/** A figure as it stands in its view, with its name and what it is for. */
export function FigureCard({ figure }: { figure: GalleryFigure }) {
  const t = useTexts().gallery;
  const theme = useTheme();
  const draw = useCallback((width: number) => figure.draw(width, theme), [figure, theme]);
  const { name, sentence } = t.figures[figure.id];
  return (
    <section id={figure.id} className="gallery-card">
      <h2>
        <a href={`#${figure.id}`}>{name}</a>
      </h2>
      <p>{sentence}</p>
      <Figure
        label={name}
        draw={draw}
        save={{
          name,
          file: `tailscope-gallery-${figure.id}`,
          draw: () => figure.drawing(theme, name),
          table: figure.table,
          caption: () => figure.caption ?? [t.fixedData],
        }}
      />
    </section>
  );
}
