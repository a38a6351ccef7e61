import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { Density } from "../core/density.ts";
import { linearTicks, yAxis } from "./axes.ts";
import type { FitBag } from "./fitBag.ts";
import { belowFloor, flooredLog } from "./fitFloor.ts";
import { curveFrame, type FitPictureOptions, swatch, wordsOf } from "./fitPictureFrame.ts";
import { el, uid } from "./svg.ts";

const LEFT = 34;
/** Under the floor, nats. */
const ROOM = 2;
/** The axis goes down to here at least, so that it stands still while the floor is moved. */
const DEEP = Math.log(1e-8);

/** The logarithm of a density, with and without the floor under it. */
export function fitFloorPicture(
  density: Density,
  bag: FitBag,
  floor: number,
  options: FitPictureOptions,
): SVGSVGElement {
  const { theme } = options;
  const words = wordsOf(options);
  const nats = Math.log(floor);
  const bare = flooredLog(density.y, 0);
  const floored = flooredLog(density.y, floor);
  const below = Math.round((belowFloor(density, bag.values, floor) / bag.values.length) * bag.count);
  const { root, x, ...frame } = curveFrame(
    options,
    {
      title: words.floor.title,
      description: words.floor.description(floor, nats, below, bag.count),
    },
    [density.grid[0]!, density.grid.at(-1)!],
    [
      { label: words.floor.bare, swatch: swatch(theme.muted, 1.25, "4 3") },
      { label: words.floor.floored, swatch: swatch(theme.accent, 2.25) },
      { label: words.floor.line(nats), swatch: swatch(theme.text, 1.5) },
    ],
    LEFT,
  );
  const top = Math.max(...floored) + 1;
  const y = scaleLinear([Math.min(nats, DEEP) - ROOM, top], [frame.bottom, frame.top]);
  const { left, right, bottom } = frame;
  const clip = uid("floor");
  const at = y(nats);
  root.append(
    el(
      "defs",
      {},
      el(
        "clipPath",
        { id: clip },
        el("rect", { x: left, y: frame.top, width: right - left, height: bottom - frame.top }),
      ),
    ),
    yAxis(linearTicks(y, 40), frame, theme),
    el("rect", {
      x: left,
      y: at,
      width: right - left,
      height: Math.max(0, bottom - at),
      fill: theme.pooled,
      "fill-opacity": 0.45,
    }),
    el("line", { x1: left, x2: right, y1: at, y2: at, stroke: theme.text, "stroke-width": 1.5 }),
    el(
      "g",
      { "clip-path": `url(#${clip})`, fill: "none" },
      logPath(bare, { stroke: theme.muted, "stroke-width": 1.25, "stroke-dasharray": "4 3" }),
      logPath(floored, { stroke: theme.accent, "stroke-width": 2.25 }),
    ),
  );
  return root;

  function logPath(values: readonly number[], pen: Record<string, string | number>): SVGPathElement {
    const path = line<number>(
      (_, i) => x(density.grid[i]!),
      (value) => y(Math.max(value, nats - 60)),
    ).digits(1);
    return el("path", { d: path(values) ?? "", ...pen });
  }
}

/** value, p, ln(p + ε). */
export function floorTable(density: Density, floor: number): (string | number)[][] {
  const floored = flooredLog(density.y, floor);
  return [
    ["value", "density", "ln_density_plus_floor"],
    ...Array.from(density.grid, (value, i) => [value, density.y[i]!, floored[i]!]),
  ];
}
