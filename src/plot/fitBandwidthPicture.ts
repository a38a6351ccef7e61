import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { Density } from "../core/density.ts";
import { bagBandwidth, bagDensity, type FitBag, peakOf, shownScales, worthSeeing } from "./fitBag.ts";
import { curveFrame, type FitPictureOptions, swatch, wordsOf } from "./fitPictureFrame.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

const POINTS = 400;
const RUG = 9;

/** One bag of values, smoothed at the chosen scale and at two others. */
export function fitBandwidthPicture(bag: FitBag, scale: number, options: FitPictureOptions): SVGSVGElement {
  const { theme } = options;
  const words = wordsOf(options);
  const curves = shownScales(scale).map((one) => ({ ...one, density: bagDensity(bag, one.scale, POINTS) }));
  const densities = curves.map(({ density }) => density);
  const domain = worthSeeing(densities, 0.02);
  const frame = curveFrame(
    options,
    {
      title: words.bandwidth.title,
      description: words.bandwidth.description(scale, bagBandwidth(bag, scale), bag.count),
    },
    domain,
    curves.map((curve) => ({
      label: words.bandwidth.scale(curve.scale, curve.scale === 4),
      swatch: swatch(...pen(curve, theme)),
    })),
  );
  const { root, x } = frame;
  const base = frame.bottom - RUG;
  const y = scaleLinear([0, Math.max(...densities.map((one) => peakOf(one.y)))], [base, frame.top]);
  const values = [...bag.values].filter((value) => value >= domain[0] && value <= domain[1]);
  root.append(
    el("path", {
      d: values.map((value) => `M${x(value).toFixed(1)},${frame.bottom}v${2 - RUG}`).join(""),
      stroke: theme.sentence,
      "stroke-opacity": 0.28,
    }),
  );
  for (const curve of [...curves].sort((a, b) => Number(a.chosen) - Number(b.chosen))) {
    const [stroke, width, dash] = pen(curve, theme);
    root.append(
      el("path", {
        ...{ d: curvePath(curve.density, domain, x, y), fill: "none", stroke },
        ...{ "stroke-width": width, "stroke-dasharray": dash, "data-scale": curve.scale },
      }),
    );
  }
  return root;
}

/** value, and the density at each scale. */
export function bandwidthTable(bag: FitBag, scale: number): (string | number)[][] {
  const curves = shownScales(scale).map((one) => ({ ...one, density: bagDensity(bag, one.scale, POINTS) }));
  const grid = curves[0]!.density.grid;
  return [
    ["value", ...curves.map((curve) => `density_scale_${curve.scale}`)],
    ...Array.from(grid, (value, i) => [value, ...curves.map(({ density }) => density.y[i]!)]),
  ];
}

function pen({ scale, chosen }: { scale: number; chosen: boolean }, theme: Theme): [string, number, string?] {
  if (chosen) return [theme.accent, 2.25];
  return scale === 4 ? [theme.muted, 1.25, "5 3"] : [theme.muted, 1.25];
}

/** The points of a density inside a domain, and one beyond either end. */
function curvePath(
  { grid, y: density }: Density,
  [min, max]: readonly [number, number],
  x: (value: number) => number,
  y: (density: number) => number,
): string {
  const inside = [...grid.keys()].filter((i) => grid[i]! >= min && grid[i]! <= max);
  const path = line<number>(
    (i) => x(grid[i]!),
    (i) => y(density[i]!),
  ).digits(1);
  return path(inside) ?? "";
}
