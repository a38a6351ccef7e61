import { expect, it } from "vitest";
import { contributionLayout } from "../../src/plot/contributionLayout.ts";
import { BOTH_MAPS, mapHeight } from "../../src/plot/mapHeight.ts";
import { readingHeight } from "../../src/plot/readingLine.ts";

const both = (nLayers: number, room: number) =>
  mapHeight("contributions", nLayers, room) + mapHeight("dimensions", nLayers, room);

it("both maps of a model of up to 12 layers take what a screen of 900 px has, and no more", () => {
  for (const nLayers of [1, 4, 6, 12]) expect(both(nLayers, BOTH_MAPS)).toBeLessThanOrEqual(BOTH_MAPS);
  expect(both(12, BOTH_MAPS)).toBeGreaterThan(BOTH_MAPS - 2);
});

it("rows of deeper models keep three pixels, those of small ones on a large screen don't grow past 14", () => {
  expect(both(36, BOTH_MAPS) - both(24, BOTH_MAPS)).toBe(2 * 12 * 3.25);
  expect(both(4, 900)).toBe(both(4, 600));
  expect(both(5, 900) - both(4, 900)).toBe(2 * 14);
});

it("the height that is meant for rows is what the contributions' layout gives them", () => {
  const classes = Array.from({ length: 120 }, (_, i) => `subject ${i} · attribute`);
  const height = mapHeight("contributions", 12, 400) - readingHeight(600);
  const { cellHeight } = contributionLayout(classes, 12, { width: 600, height });
  expect(Math.abs(12 * cellHeight - (400 - 62 - 76) / 2)).toBeLessThan(2);
});
