import { type ConfusionLevel, confusionLayout } from "./confusionLayout.ts";
import { paintConfusion } from "./paintConfusion.ts";
import { svgSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export interface ConfusionExportOptions {
  theme: Theme;
  title: string;
  subtitle?: string;
}

/** The whole matrix with every label, as an SVG document; needs no DOM. */
export function confusionSvg(level: ConfusionLevel, options: ConfusionExportOptions): string {
  const layout = confusionLayout(level, options);
  const surface = svgSurface(layout.width, layout.height);
  paintConfusion(surface, level, layout, options.theme);
  return surface.document();
}
