import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, mix } from "../../src/plot/contrast.ts";
import { darkTheme, lightTheme, type Theme } from "../../src/plot/theme.ts";

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
  expect(contrast("#ffffff", "#777777")).toBe(contrast("#777777", "#ffffff"));
  expect(contrast("#12345f", "#12345f")).toBe(1);
});

it("mixes colours as color-mix does", () => {
  expect(mix("#ff0000", 0.5, "#0000ff")).toBe("#800080");
  expect(mix("#123456", 1, "#ffffff")).toBe("#123456");
});

/** Of base.css: “color-mix(in srgb, var(--text) 54%, var(--background))”. */
function mixture(property: string, theme: Theme): string {
  const css = readFileSync("src/ui/styles/base.css", "utf8");
  const found = new RegExp(
    `--${property}: color-mix\\(in srgb, var\\(--(\\w+)\\) ([\\d.]+)%, var\\(--(\\w+)\\)\\)`,
  ).exec(css);
  const [, over, percent, under] = found as unknown as [string, keyof Theme, string, keyof Theme];
  return mix(theme[over], Number(percent) / 100, theme[under]);
}

describe.each([lightTheme, darkTheme])("theme $name", (theme) => {
  const grounds = {
    background: theme.background,
    selected: theme.selected,
    tailSoft: theme.tailSoft,
    wash: mixture("wash", theme),
    "accent-wash": mixture("accent-wash", theme),
  };
  const words = ["text", "muted", "accent", "tail", "negative", "positive"] as const;
  const classes = ["pinned", "classA", "classB", "classC", "classD"] as const;

  it.each(words)("%s can be read on every ground", (key) => {
    for (const [name, ground] of Object.entries(grounds)) {
      expect(contrast(theme[key], ground), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("words can be read on the accent and on the tails' colour", () => {
    for (const ground of [theme.accent, theme.tail]) {
      expect(contrast(theme.background, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(["sentence", "predicted", "tail", "accent", ...classes] as const)(
    "%s lines stand out from the ground",
    (key) => {
      expect(contrast(theme[key], theme.background)).toBeGreaterThanOrEqual(3);
      expect(contrast(theme[key], theme.tailSoft)).toBeGreaterThanOrEqual(3);
    },
  );

  it("controls have an outline that stands out", () => {
    const line = mixture("control-line", theme);
    for (const ground of [theme.background, grounds.wash]) {
      expect(contrast(line, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
