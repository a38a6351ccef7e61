import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { FitBag } from "./fitBag.ts";
import { gridView, type Point } from "./fitGrid.ts";
import { curveFrame, type FitPictureOptions, swatch, wordsOf } from "./fitPictureFrame.ts";
import { el, uid } from "./svg.ts";

/** More points than this have no dots of their own. */
const DOTS = 60;

/** A density near its peak, and the straight lines between the points that are kept of it. */
export function fitGridPicture(
  bag: FitBag,
  { bandwidthScale, gridPoints }: { bandwidthScale: number; gridPoints: number },
  options: FitPictureOptions,
): SVGSVGElement {
  const { theme } = options;
  const words = wordsOf(options);
  const view = gridView(bag, bandwidthScale, gridPoints);
  const { root, x, ...frame } = curveFrame(
    options,
    {
      title: words.grid.title,
      description: words.grid.description(gridPoints, view.spacing, view.error),
    },
    view.domain,
    [
      { label: words.grid.true, swatch: swatch(theme.faded, 6) },
      { label: words.grid.kept(view.inside), swatch: swatch(theme.accent, 1.75) },
    ],
  );
  const [low = 0, high = 1] = extent(view.curve, ({ density }) => density);
  const room = 0.25 * (high - low || high || 1);
  const y = scaleLinear([low - room, high + room], [frame.bottom, frame.top]);
  const path = line<Point>(
    ({ value }) => x(value),
    ({ density }) => y(density),
  ).digits(1);
  const clip = uid("grid");
  const { left, right, top, bottom } = frame;
  const marks = el(
    "g",
    { "clip-path": `url(#${clip})`, fill: "none" },
    el("path", { d: path(view.curve) ?? "", stroke: theme.faded, "stroke-width": 6, "stroke-opacity": 0.7 }),
    el("path", { d: path(view.points) ?? "", stroke: theme.accent, "stroke-width": 1.75 }),
  );
  if (view.inside <= DOTS) {
    for (const { value, density } of view.points) {
      marks.append(el("circle", { cx: x(value), cy: y(density), r: 2.75, fill: theme.accent }));
    }
  }
  root.append(
    el(
      "defs",
      {},
      el(
        "clipPath",
        { id: clip },
        el("rect", { x: left, y: top, width: right - left, height: bottom - top }),
      ),
    ),
    marks,
  );
  return root;
}

/** The grid points on show. */
export function gridTable(
  bag: FitBag,
  { bandwidthScale, gridPoints }: { bandwidthScale: number; gridPoints: number },
): (string | number)[][] {
  const { points } = gridView(bag, bandwidthScale, gridPoints);
  return [["value", "density"], ...points.map(({ value, density }) => [value, density])];
}
