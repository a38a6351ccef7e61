/** What is pointed at in one figure, to be lit in all. */
export interface Pointed {
  layer?: number | undefined;
  /** Index in the atlas. */
  classIndex?: number | undefined;
  dimension?: number | undefined;
}

const KEYS = [
  ["layer", "data-layer"],
  ["classIndex", "data-class"],
  ["dimension", "data-dimension"],
] as const;

/** Told to every element with `data-lights`: a canvas has no marks to light, and paints its own. */
export const LIGHT_UP = "lightup";

/**
 * Marks what belongs to what is pointed at with `data-lit`, without a redraw. Within a figure's mark, children with
 * `data-glow` come to light; elsewhere a style sheet may say what being lit looks like.
 */
export function lightUp(root: Element, pointed: Pointed): void {
  for (const mark of root.querySelectorAll("[data-layer],[data-class],[data-dimension]")) {
    const lit = isLit((attribute) => mark.getAttribute(attribute), pointed);
    if (lit === mark.hasAttribute("data-lit")) continue;
    if (lit) mark.setAttribute("data-lit", "true");
    else mark.removeAttribute("data-lit");
    for (const child of mark.children) {
      if (child.hasAttribute("data-glow")) child.setAttribute("visibility", lit ? "visible" : "hidden");
    }
  }
  for (const figure of root.querySelectorAll("[data-lights]")) {
    figure.dispatchEvent(new CustomEvent<Pointed>(LIGHT_UP, { detail: pointed }));
  }
}

/** A mark is lit where it agrees with something that is pointed at and contradicts nothing of it. */
export function isLit(attribute: (name: string) => string | null, pointed: Pointed): boolean {
  let agrees = false;
  for (const [key, name] of KEYS) {
    const wanted = pointed[key];
    const own = attribute(name);
    if (wanted === undefined || own === null) continue;
    if (own !== String(wanted)) return false;
    agrees = true;
  }
  return agrees;
}
