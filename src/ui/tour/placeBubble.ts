import type { Box, Size } from "../parts/placeBeside.ts";

const GAP = 18;
const EDGE = 12;

/**
 * Where the tour's words stand: at a side of what they speak of, on the screen and not on it; in the corner where they cover
 * least of it, if no side has room.
 */
export function placeBubble(box: Box, { width, height }: Size, screen: Size): { left: number; top: number } {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const [most, lowest] = [screen.width - width - EDGE, screen.height - height - EDGE];
  const acrossAt = within(box.left + box.width / 2 - width / 2, EDGE, most);
  const downAt = within(box.top + Math.min(box.height, screen.height) / 2 - height / 2, EDGE, lowest);
  const sides = [
    { left: right + GAP, top: downAt },
    { left: box.left - GAP - width, top: downAt },
    { left: acrossAt, top: bottom + GAP },
    { left: acrossAt, top: box.top - GAP - height },
  ];
  const fits = ({ left, top }: { left: number; top: number }) =>
    left >= EDGE && left <= most && top >= EDGE && top <= lowest;
  const side = sides.find(fits);
  if (side !== undefined) return side;
  const corners = [EDGE, most].flatMap((left) => [lowest, EDGE].map((top) => ({ left, top })));
  const covered = ({ left, top }: { left: number; top: number }) =>
    shared(left, left + width, box.left, right) * shared(top, top + height, box.top, bottom);
  return corners.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best));
}

const within = (at: number, low: number, high: number) => Math.max(low, Math.min(at, high));

const shared = (from: number, to: number, start: number, end: number) =>
  Math.max(0, Math.min(to, end) - Math.max(from, start));
