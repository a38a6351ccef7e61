import { describe, expect, it } from "vitest";
import { darkTheme, lightTheme } from "../../src/plot/theme.ts";

/** Relative luminance of "#rrggbb". WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each([lightTheme, darkTheme])("theme $name", (theme) => {
  it.each(["text", "muted", "tail", "negative", "positive"] as const)(
    "%s can be read on the ground",
    (key) => {
      expect(contrast(theme[key], theme.background)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["text", "muted", "tail"] as const)("%s can be read where a layer is selected", (key) => {
    expect(contrast(theme[key], theme.selected)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["sentence", "predicted", "tail", "accent"] as const)(
    "%s lines stand out from the ground",
    (key) => {
      expect(contrast(theme[key], theme.background)).toBeGreaterThanOrEqual(3);
      expect(contrast(theme[key], theme.tailSoft)).toBeGreaterThanOrEqual(3);
    },
  );
});
