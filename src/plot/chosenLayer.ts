/** Told to every element with `data-follows`: another layer is looked at. */
const LAYER_CHOSEN = "layerchosen";

/** Moves the mark of the layer that is looked at in every figure under `root`, without a redraw. */
export function chooseLayer(root: Element, layer: number): void {
  for (const figure of root.querySelectorAll("[data-follows]")) {
    figure.dispatchEvent(new CustomEvent<number>(LAYER_CHOSEN, { detail: layer }));
  }
}

/** From now on `figure` is told of the layer by `chooseLayer`. */
export function followLayer(figure: HTMLElement | SVGElement, follow: (layer: number) => void): void {
  figure.dataset.follows = "";
  figure.addEventListener(LAYER_CHOSEN, (event) => follow((event as CustomEvent<number>).detail));
}
