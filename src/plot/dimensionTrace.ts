import type { Sketches, StackLayout } from "./stackLayout.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** One dimension's way through the layers, as far as it is in the tails: shown while it is pointed at anywhere. */
export function dimensionTrace(
  sketches: Sketches,
  { firstBase, pitch }: StackLayout,
  x: (value: number) => number,
  theme: Theme,
) {
  const line = el("path", { fill: "none", stroke: theme.accent, "stroke-width": 1.25 });
  const dots = el("path", { stroke: theme.accent, "stroke-width": 7, "stroke-linecap": "round" });
  const attributes = {
    "data-transient": "",
    "pointer-events": "none",
    visibility: "hidden",
    "aria-hidden": "true",
  };
  const element = el("g", attributes, line, dots);
  return {
    element,
    show(dimension: number | undefined): void {
      const places = tracePlaces(sketches, dimension).map(({ layer, value }) => [
        x(value),
        firstBase + layer * pitch,
      ]);
      element.setAttribute("visibility", places.length > 0 ? "visible" : "hidden");
      line.setAttribute("d", places.length > 0 ? `M${places.map((place) => place.join()).join("L")}` : "");
      dots.setAttribute("d", places.map((place) => `M${place.join()}h0`).join(""));
    },
  };
}

/** The layers where a dimension is in the tails, and its value there. */
export function tracePlaces(
  sketches: Sketches,
  dimension: number | undefined,
): { layer: number; value: number }[] {
  if (dimension === undefined) return [];
  return sketches.flatMap((sketch) =>
    (sketch?.tails ?? [])
      .filter((tail) => tail.dimension === dimension)
      .map(({ value }) => ({ layer: sketch!.layer, value })),
  );
}
