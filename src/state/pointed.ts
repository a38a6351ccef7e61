import { type Pointed, store } from "./store.ts";

let next: Pointed = {};
let waiting = false;

/** Lights a layer, class or dimension everywhere; `{}` puts it out. A pointer that moves fast lights once a frame. */
export function point(pointed: Pointed): void {
  next = pointed;
  if (waiting) return;
  waiting = true;
  if (typeof requestAnimationFrame === "undefined") show();
  else requestAnimationFrame(show);
}

function show(): void {
  waiting = false;
  const { pointed } = store.getState();
  if (!isSamePoint(pointed, next)) store.setState({ pointed: next });
}

export function isSamePoint(a: Pointed, b: Pointed): boolean {
  return a.layer === b.layer && a.classIndex === b.classIndex && a.dimension === b.dimension;
}
