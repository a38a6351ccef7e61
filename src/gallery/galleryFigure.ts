import type { Theme } from "../plot/theme.ts";
import type { Texts } from "../ui/texts/en.ts";

/** One figure of the gallery: always the same data, so that its picture changes only where its drawing does. */
export interface GalleryFigure {
  /** Of its section, its link and its words. */
  id: keyof Texts["gallery"]["figures"];
  /** As it stands in its view. */
  draw: (width: number, theme: Theme) => Element;
  /** As it is saved. */
  drawing: (theme: Theme, title: string) => SVGSVGElement | string;
  table: () => readonly (readonly (string | number)[])[];
  /** What its data are, where they are not made by formula. */
  caption?: readonly string[];
}
