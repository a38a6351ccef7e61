import { type ConfusionLevel, confusionLayout } from "./confusionLayout.ts";
import { CONFUSION_WORDS, paintConfusion } from "./paintConfusion.ts";
import { type Surface, svgSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

const GAP = 24;

/** Matrices side by side, whole and with every label, as one SVG document. */
export function matricesSvg(
  matrices: readonly { level: ConfusionLevel; title: string }[],
  theme: Theme,
  words = CONFUSION_WORDS,
): string {
  const layouts = matrices.map(({ level, title }) => confusionLayout(level, { title }));
  const width = layouts.reduce((sum, layout) => sum + layout.width, GAP * Math.max(0, layouts.length - 1));
  const height = Math.max(0, ...layouts.map((layout) => layout.height));
  const surface = svgSurface(width, height);
  surface.rect(0, 0, width, height, theme.background);
  let left = 0;
  layouts.forEach((layout, i) => {
    paintConfusion(shifted(surface, left), matrices[i]!.level, layout, theme, words);
    left += layout.width + GAP;
  });
  return surface.document();
}

/** A surface whose corner lies elsewhere on another. */
function shifted(surface: Surface, dx: number): Surface {
  return {
    rect: (x, ...rest) => surface.rect(x + dx, ...rest),
    frame: (x, ...rest) => surface.frame(x + dx, ...rest),
    text: (text, x, ...rest) => surface.text(text, x + dx, ...rest),
  };
}
