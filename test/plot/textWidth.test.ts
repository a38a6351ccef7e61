import { expect, it } from "vitest";
import { BOLD, textWidth } from "../../src/plot/textWidth.ts";

/** Advance widths of IBM Plex Sans in Chromium at 1000 px: regular, semibold. */
const MEASURED: [text: string, regular: number, bold: number][] = [
  ["0123456789", 6000, 6000],
  ["iIl1", 250 + 400 + 272 + 600, 275 + 423 + 294 + 600],
  ["mwMW", 873 + 768 + 812 + 891, 888 + 819 + 817 + 949],
  ["score", 487 + 503 + 560 + 367 + 549, 499 + 513 + 563 + 393 + 558],
];

it.each(MEASURED)("never takes “%s” for narrower than it is, nor for much wider", (text, regular, bold) => {
  expect(textWidth(text, 1000)).toBeGreaterThanOrEqual(regular);
  expect(textWidth(text, 1000)).toBeLessThanOrEqual(regular * 1.1);
  expect(textWidth(text, 1000) * BOLD).toBeGreaterThanOrEqual(bold);
});

it("knows accented letters, and letters that the font lacks", () => {
  expect(textWidth("é", 10)).toBe(textWidth("e", 10));
  expect(textWidth("Ñ", 10)).toBe(textWidth("N", 10));
  expect(textWidth("日", 10)).toBe(10);
});
