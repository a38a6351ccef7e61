import { expect, it } from "vitest";
import { formatLayers, parseLayers } from "../../src/state/layerList.ts";
import { refusal } from "../support/refusal.ts";

it.each([
  ["0-2, 9", [0, 1, 2, 9]],
  ["9 0 – 2", [0, 1, 2, 9]],
  ["3;3,2-4", [2, 3, 4]],
  ["  ", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
])("“%s” is read", (text, layers) => {
  expect(parseLayers(text, 10)).toEqual(layers);
});
it.each([
  ["0-10", "“0-10”"],
  ["4-2", "“4-2”"],
  ["1, last", "“last”"],
  ["-1", "“-1”"],
])("“%s” is refused by its part", async (text, part) => {
  const sentence = await refusal(async () => parseLayers(text, 10));
  expect(sentence).toContain(part);
  expect(sentence).toContain("0 to 9");
});
it("runs are written as ranges and read back", () => {
  expect(formatLayers([0, 1, 2, 3, 7, 9])).toBe("0-3, 7, 9");
  expect(parseLayers(formatLayers([0, 2, 3]), 4)).toEqual([0, 2, 3]);
});
