import { useSyncExternalStore } from "react";
import { useScreen } from "../useScreen.ts";

/** Of a line that is there now and then, CSS pixels. */
const LINE = 32;

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
  return (fixed ? LINE : 0) + (classes ? LINE : 0);
}

/** Height of a map with a row for each layer: as much as its rows would like, as there is room for, as they can do with. */
export function useMapHeight(nLayers: number): number {
  const room = useHeight(760, 120, 300);
  return Math.max(112, Math.min(nLayers * 14 + 56, Math.max(room, nLayers * 6 + 60)));
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
