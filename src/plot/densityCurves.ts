import type { LayerPicture } from "../core/api.ts";
import type { Frame } from "./axes.ts";
import { classLine, pinnedLine } from "./classLines.ts";
import { areaPath, linePath, type Scale } from "./curvePath.ts";
import type { Pointed } from "./lightUp.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

export interface Scales {
  domain: readonly [number, number];
  x: Scale;
  y: Scale;
}

/** The curves as paths, made once and drawn within several clips. */
export interface DensityPaths {
  sentence: string;
  /** Under the sentence's own curve. */
  area: string;
  pooled: string | undefined;
  predicted: string | undefined;
  classes: { index: number; d: string }[];
  pinned: string | undefined;
}

export function densityPaths(picture: LayerPicture, { domain, x, y }: Scales, frame: Frame): DensityPaths {
  const { sentence, pooled, predicted, classes = [], pinned } = picture;
  return {
    sentence: linePath(sentence, domain, x, y),
    area: areaPath(sentence, domain, x, y, frame.bottom),
    pooled: pooled && areaPath(pooled, domain, x, y, frame.bottom),
    predicted: predicted && linePath(predicted, domain, x, y),
    classes: classes.map(({ index, curve }) => ({ index, d: linePath(curve, domain, x, y) })),
    pinned: pinned && linePath(pinned.sentence, domain, x, y),
  };
}

interface CurveLook {
  theme: Theme;
  /** Drawn as a ghost. */
  thrownAway: boolean;
  /** Told of the class whose line is under the pointer. */
  onPoint?: ((pointed: Pointed) => void) | undefined;
}

/** Pooled reference filled, classes and the pinned sentence as lines, the sentence as the strong line. */
export function densityCurves(
  paths: DensityPaths,
  predictedClass: number,
  { theme, thrownAway, onPoint }: CurveLook,
): SVGGElement {
  const { sentence, pooled, predicted, classes, pinned } = paths;
  const ink = thrownAway
    ? { pooled: theme.grid, predicted: theme.faded, sentence: theme.faded }
    : { pooled: theme.pooled, predicted: theme.predicted, sentence: theme.sentence };
  const grey = thrownAway ? { stroke: theme.faded, "stroke-width": 1 } : {};
  return el(
    "g",
    { fill: "none", "stroke-linejoin": "round" },
    pooled && el("path", { d: pooled, fill: ink.pooled }),
    ...classes.map(({ index, d }, i) => {
      const line = { ...classLine(i, theme), ...grey };
      return ofClass(index, d, line);
    }),
    predicted && ofClass(predictedClass, predicted, { stroke: ink.predicted, "stroke-width": 1.75 }),
    pinned && el("path", { d: pinned, ...pinnedLine(theme), ...grey }),
    el("path", { d: sentence, stroke: theme.background, "stroke-width": 5, "stroke-opacity": 0.8 }),
    el("path", { d: sentence, stroke: ink.sentence, "stroke-width": 2.5 }),
  );

  function ofClass(index: number, d: string, line: Record<string, string | number>): SVGGElement {
    const glow = { "stroke-width": 8, "stroke-opacity": 0.35, visibility: "hidden", "data-glow": "" };
    const group = el(
      "g",
      { "data-class": index },
      el("path", { d, stroke: line.stroke, ...glow, "pointer-events": "stroke" }),
      el("path", { d, ...line }),
    );
    if (onPoint) {
      group.addEventListener("pointerenter", () => onPoint({ classIndex: index }));
      group.addEventListener("pointerleave", () => onPoint({}));
    }
    return group;
  }
}
