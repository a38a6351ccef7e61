/** A box on the screen, CSS pixels from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What is kept free at the edges of the screen. */
const EDGE = 8;

/** Where something small stands that belongs to a box: on the side wanted, else on the other, never on it unless neither has room. */
export function placeBeside(
  box: Box,
  { width, height }: Size,
  screen: Size,
  side: "above" | "below" = "above",
  gap = 6,
): { left: number; top: number } {
  const middle = box.left + box.width / 2 - width / 2;
  const left = Math.max(EDGE, Math.min(middle, screen.width - width - EDGE));
  const lowest = screen.height - height - EDGE;
  const above = box.top - gap - height;
  const below = box.top + box.height + gap;
  if (side === "below" && below <= lowest) return { left, top: below };
  if (above >= EDGE) return { left, top: above };
  return { left, top: Math.max(EDGE, Math.min(below, lowest)) };
}
