import { scaleLinear } from "d3-scale";
import { moments } from "../core/moments.ts";
import type { FitBag } from "./fitBag.ts";
import { type FitPictureOptions, pictureRoot, wordsOf } from "./fitPictureFrame.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** How far off zero the mean is drawn before, in standard deviations. */
const SHIFT = 0.9;
const LABEL = 78;

/** The values before and after their mean is taken off: a schematic, because the mean itself is not kept. */
export function fitCentringPicture(bag: FitBag, on: boolean, options: FitPictureOptions): SVGSVGElement {
  const { theme, width, height } = options;
  const words = wordsOf(options).centring;
  const { root, top } = pictureRoot(options, {
    title: words.title,
    description: `${words.description(on)} ${words.schematic}`,
  });
  const { mean, std } = moments(bag.values);
  const reach = 3.2 * std;
  const x = scaleLinear([-reach, reach], [LABEL, width - 6]);
  const row = (height - top - 20) / 2;
  const zero = x(0);
  root.append(
    el("line", { x1: zero, x2: zero, y1: top + 4, y2: height - 16, stroke: theme.muted }),
    el("text", { x: zero, y: height - 3, "text-anchor": "middle", fill: theme.muted }, "0"),
    values(words.before, SHIFT * std - mean, top, false),
    values(on ? words.after : words.raw, on ? -mean : SHIFT * std - mean, top + row, true),
  );
  return root;

  function values(label: string, shift: number, y: number, isNow: boolean): SVGElement {
    const at = x(mean + shift);
    const strokes = [...bag.values]
      .map((value) => x(value + shift))
      .filter((place) => place > LABEL && place < width - 6)
      .map((place) => `M${place.toFixed(1)},${y + 12}V${y + row - 6}`);
    return el(
      "g",
      {},
      el("text", { x: 4, y: y + row / 2 + 6, ...weightOf(isNow, theme) }, label),
      el("path", {
        ...{ d: strokes.join(""), stroke: isNow ? theme.accent : theme.sentence },
        "stroke-opacity": isNow ? 0.4 : 0.22,
      }),
      el("path", { d: `M${at},${y + 11}l-4,-7h8z`, fill: theme.text }),
    );
  }
}

function weightOf(isNow: boolean, theme: Theme) {
  return { "font-weight": isNow ? 600 : 400, fill: isNow ? theme.text : theme.muted };
}

/** The bag as it is. */
export function centringTable(bag: FitBag): (string | number)[][] {
  return [["value"], ...Array.from(bag.values, (value) => [value])];
}
