/** Gives the focus to what stays, before what has it goes: who works by keyboard is not thrown back to the page's top. */
export function handOver(selector: string): void {
  document.querySelector<HTMLElement | SVGElement>(selector)?.focus({ preventScroll: true });
}
