import { FONT, type Theme } from "./theme.ts";

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | undefined>;

/** An SVG element with its attributes and children; undefined ones are left out. */
export function el<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

let used = 0;

/** A fresh id: several figures stand in one document, each with its own patterns and clips. */
export function uid(name: string): string {
  return `plot-${name}-${++used}`;
}

export interface RootOptions {
  width: number;
  height: number;
  theme: Theme;
  /** What the figure is, in a few words, and what it says. */
  title: string;
  description: string;
}

/** The root of a figure that needs nothing from the page around it. */
export function figureRoot({ width, height, theme, title, description }: RootOptions): SVGSVGElement {
  const titleId = uid("title");
  const descriptionId = uid("desc");
  const root = el(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-labelledby": titleId,
      "aria-describedby": descriptionId,
      "font-family": FONT,
      "font-size": 11,
      fill: theme.text,
    },
    el("title", { id: titleId }, title),
    el("desc", { id: descriptionId }, description),
    el("rect", { width, height, fill: theme.background }),
  );
  root.style.fontVariantNumeric = "tabular-nums";
  root.style.maxWidth = "100%";
  root.style.height = "auto";
  root.style.display = "block";
  return root;
}

/** Diagonal hatching: the tails' mark besides their colour. */
export function hatch(id: string, color: string, opacity: number): SVGPatternElement {
  return el(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    el("line", { y2: 6, stroke: color, "stroke-width": 2, "stroke-opacity": opacity }),
  );
}

/** A point on the page in the figure's own units, whatever size it is shown at. */
export function pointerIn(svg: SVGSVGElement, event: PointerEvent): { x: number; y: number } {
  const box = svg.getBoundingClientRect();
  const view = svg.viewBox.baseVal;
  return {
    x: ((event.clientX - box.left) * view.width) / box.width,
    y: ((event.clientY - box.top) * view.height) / box.height,
  };
}
