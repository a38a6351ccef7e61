/**
 * Puts a figure in the place of what `host` holds. Keyboard focus stays where it was: on the element with the
 * same `data-focus` name in the new figure.
 */
export function mountFigure(host: Element, figure: Element): void {
  const active = host.ownerDocument.activeElement;
  const name = active && host.contains(active) ? active.getAttribute("data-focus") : null;
  host.replaceChildren(figure);
  if (name === null) return;
  const heir = [figure, ...figure.querySelectorAll("[data-focus]")].find(
    (element) => element.getAttribute("data-focus") === name,
  );
  if (heir instanceof HTMLElement || heir instanceof SVGElement) heir.focus({ preventScroll: true });
}
