import type { Frame } from "./axes.ts";
import { el } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

const HEIGHT = 22;
const SIZE = 12;

/** A hair line at the value and its words in a box: for pointer and keyboard, never in an export. */
export function tailReadout(frame: Frame, theme: Theme) {
  const hair = el("line", { y1: frame.top, y2: frame.bottom, stroke: theme.accent });
  const box = el("rect", { y: -HEIGHT / 2, height: HEIGHT, rx: 4, fill: theme.text });
  const words = el("text", {
    dy: "0.34em",
    fill: theme.background,
    "font-size": SIZE,
    "text-anchor": "middle",
  });
  const label = el("g", {}, box, words);
  const element = el(
    "g",
    { "data-transient": "", "pointer-events": "none", visibility: "hidden", "aria-hidden": "true" },
    hair,
    label,
  );
  return {
    element,
    show(text: string | undefined, x: number): void {
      element.setAttribute("visibility", text === undefined ? "hidden" : "visible");
      if (text === undefined) return;
      words.textContent = text;
      const width = textWidth(text, SIZE) + 16;
      const middle = Math.min(frame.right - width / 2, Math.max(frame.left + width / 2, x));
      box.setAttribute("x", String(-width / 2));
      box.setAttribute("width", String(width));
      label.setAttribute("transform", `translate(${middle},${frame.top + HEIGHT / 2 + 4})`);
      hair.setAttribute("x1", String(x));
      hair.setAttribute("x2", String(x));
    },
  };
}
