import { expect, test } from "vitest";
import { type Box, placeBeside, type Size } from "../../src/ui/parts/placeBeside.ts";
import { placeBubble } from "../../src/ui/tour/placeBubble.ts";

const screen = { width: 390, height: 844 };
const box = (left: number, top: number, width = 24, height = 24): Box => ({ left, top, width, height });

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return Math.max(0, across) * Math.max(0, down);
}

const isOn = (a: Box, { width, height }: Size) =>
  a.left >= 0 && a.top >= 0 && a.left + a.width <= width && a.top + a.height <= height;

test.each([
  ["in the middle", box(180, 400)],
  ["at the left edge", box(2, 400)],
  ["at the right edge", box(364, 400)],
  ["at the top", box(180, 4)],
  ["at the bottom", box(180, 816)],
])("a hint %s is on the screen and not on its button", (_, button) => {
  const tip = { width: 260, height: 60 };
  const at = { ...placeBeside(button, tip, screen), ...tip };
  expect(isOn(at, screen)).toBe(true);
  expect(overlap(at, button)).toBe(0);
});

test("a hint stands over its button where there is room, so that what is below is not hidden", () => {
  expect(placeBeside(box(180, 400), { width: 100, height: 40 }, screen).top).toBe(400 - 6 - 40);
  expect(placeBeside(box(180, 20), { width: 100, height: 40 }, screen).top).toBe(20 + 24 + 6);
  expect(placeBeside(box(180, 400), { width: 100, height: 40 }, screen, "below").top).toBe(400 + 24 + 6);
  expect(placeBeside(box(180, 810), { width: 100, height: 40 }, screen, "below").top).toBe(810 - 6 - 40);
});

const wide = { width: 1440, height: 900 };
const bubble = { width: 390, height: 260 };

test.each([
  ["at the left", box(40, 100, 700, 700)],
  ["at the right", box(900, 100, 500, 700)],
  ["in a strip across", box(20, 60, 1400, 120)],
  ["in a strip below", box(20, 760, 1400, 120)],
  ["small, in a corner", box(1380, 10, 50, 30)],
])("the tour’s words are beside what lies %s", (_, target) => {
  const at = { ...placeBubble(target, bubble, wide), ...bubble };
  expect(isOn(at, wide)).toBe(true);
  expect(overlap(at, target)).toBe(0);
});

test("where no side has room they stay on the screen", () => {
  const at = { ...placeBubble(box(0, 0, 1440, 860), bubble, wide), ...bubble };
  expect(isOn(at, wide)).toBe(true);
  expect(at.top + at.height).toBeGreaterThan(860);
});
