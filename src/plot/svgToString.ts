/** A figure as a standalone SVG document, without what only hovering shows. */
export function svgToString(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  for (const element of copy.querySelectorAll("[data-transient]")) element.remove();
  for (const element of copy.querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}
