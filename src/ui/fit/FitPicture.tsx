import { useCallback } from "react";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useGroundWords } from "./groundWords.ts";

interface FitPictureProps {
  label: string;
  height: number;
  /** It is of a class’s density, where there is one. */
  ofClass?: boolean;
  /** What it is of, where it is not the ground of the options. */
  source?: string;
  /** Memoized: a new function is a new drawing. */
  paint: (options: FitPictureOptions) => SVGSVGElement;
  table: () => (string | number)[][];
}

/** A small live picture of what an option does. */
export function FitPicture({ label, height, ofClass, source, paint, table }: FitPictureProps) {
  const words = useTexts().fit.pictures;
  const theme = useTheme();
  const ground = useGroundWords(ofClass);
  const draw = useCallback(
    (width: number) => paint({ width, height, theme, words }),
    [paint, height, theme, words],
  );
  return (
    <Figure
      label={label}
      draw={draw}
      className="fit-picture"
      save={{
        name: label,
        file: `fit-${label.toLowerCase()}`,
        draw: () => paint({ width: 640, height: Math.max(height + 24, 160), theme, words, title: label }),
        table,
        caption: () => [source ?? ground],
      }}
    />
  );
}
