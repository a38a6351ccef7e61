export type Stretch = readonly [number, number];

/** A brush narrower than this is a click. Pixels. */
const LEAST_BRUSH = 6;
/** Closer than this share of everything one does not come. */
const CLOSEST = 1 / 400;
const FACTOR = 0.6;

/** The stretch of values under a brush from one place to another, within the frame; undefined for a click. */
export function brushed(
  from: number,
  to: number,
  [left, right]: Stretch,
  invert: (at: number) => number,
  all: Stretch,
): Stretch | undefined {
  const [a, b] = [from, to].map((at) => Math.max(left, Math.min(right, at))).sort((p, q) => p - q) as [
    number,
    number,
  ];
  return b - a < LEAST_BRUSH ? undefined : closeEnough([invert(a), invert(b)], all);
}

/** What a key shows next: + and − about the middle, arrows sideways, 0 and Escape everything (`all`); undefined for others. */
export function zoomKey(key: string, shown: Stretch, all: Stretch): Stretch | undefined {
  const [min, max] = shown;
  const width = max - min;
  switch (key) {
    case "+":
    case "=":
      return closeEnough([min + (width * (1 - FACTOR)) / 2, max - (width * (1 - FACTOR)) / 2], all);
    case "-":
    case "−":
      return within([min - (width * (1 / FACTOR - 1)) / 2, max + (width * (1 / FACTOR - 1)) / 2], all);
    case "ArrowLeft":
      return slid(shown, Math.max(-width / 5, all[0] - min));
    case "ArrowRight":
      return slid(shown, Math.min(width / 5, all[1] - max));
    case "0":
    case "Escape":
      return all;
    default:
      return undefined;
  }
}

function slid([min, max]: Stretch, by: number): Stretch {
  return [min + by, max + by];
}

function within([min, max]: Stretch, all: Stretch): Stretch {
  return [Math.max(min, all[0]), Math.min(max, all[1])];
}

function closeEnough([min, max]: Stretch, all: Stretch): Stretch {
  const least = (all[1] - all[0]) * CLOSEST;
  const middle = (min + max) / 2;
  return within(max - min >= least ? [min, max] : [middle - least / 2, middle + least / 2], all);
}
