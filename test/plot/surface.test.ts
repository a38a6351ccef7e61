import { expect, it } from "vitest";
import { svgSurface } from "../../src/plot/surface.ts";
import { FONT } from "../../src/plot/theme.ts";

it("writes what is painted as a document of its own, rounded to hundredths and escaped", () => {
  const surface = svgSurface(40, 30);
  surface.rect(1.234, 2, 3, 4, "#abcdef");
  surface.frame(1, 2, 3, 4, "#000000", 0.75);
  surface.text("a<b & “c”", 5, 6, { size: 10, fill: "#111111", anchor: "end", bold: true, upward: true });
  const text = surface.document();
  expect(text).toContain('<rect x="1.23" y="2" width="3" height="4" fill="#abcdef"/>');
  expect(text).toContain('fill="none" stroke="#000000" stroke-width="0.75"');
  expect(text).toContain('transform="translate(5,6) rotate(-90)" dy="3.5"');
  expect(text).toContain('text-anchor="end" font-weight="600">a&lt;b &amp; “c”</text>');
  expect(text).toContain('viewBox="0 0 40 30"');
  expect(text).toContain(FONT.split(",")[0]!.replaceAll('"', "&quot;"));
});
