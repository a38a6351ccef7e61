import { useSyncExternalStore } from "react";
import { BOTH_MAPS, type LayerMap, mapHeight } from "../../plot/mapHeight.ts";
import { useScreen } from "../useScreen.ts";

/** Of a line that is there now and then, CSS pixels: of the classes drawn besides, of dragged cut-offs. */
const CLASSES_LINE = 30;
const FIXED_LINE = 32;

/** What stands above the two maps, and between and around them. */
const ABOVE_MAPS = 676;

/** Kept, because asking the window for it makes the browser lay the page out. */
let screenHeight = innerHeight;

/** Height of the screen less what stands above and below, between bounds; steps of 20 px, so that little is drawn anew. */
export function useHeight(around: number, least: number, most: number): number {
  const height = useSyncExternalStore(subscribe, () => Math.floor((screenHeight - around) / 20) * 20);
  return Math.min(most, Math.max(least, height));
}

/** What the lines over the density take that are there now and then: of dragged cut-offs, of other classes. */
export function useExtraHeight(): number {
  const fixed = useScreen((screen) => screen.fixed !== undefined);
  const classes = useScreen((screen) => screen.pinnedClasses.length > 0);
  return (fixed ? FIXED_LINE : 0) + (classes ? CLASSES_LINE : 0);
}

/** Height of a map with a row for each layer, on this screen. */
export function useMapHeight(map: LayerMap, nLayers: number): number {
  return mapHeight(map, nLayers, useHeight(ABOVE_MAPS, BOTH_MAPS, Number.POSITIVE_INFINITY));
}

function subscribe(changed: () => void): () => void {
  const measure = () => {
    screenHeight = innerHeight;
    changed();
  };
  measure();
  addEventListener("resize", measure);
  return () => removeEventListener("resize", measure);
}
