import type { ViewMode } from "../core/api.ts";

export const MORPH_MS = 320;

/** What is thrown away, on its way: how high it still stands, how clear it is, and how clear its ghost. */
export interface Falling {
  height: number;
  opacity: number;
  ghost: number;
}

/** At a time t in [0, 1] after the switch to `mode`: falling, or rising again. */
export function falling(t: number, mode: ViewMode): Falling {
  const gone = mode === "tails" ? ease(t) : 1 - ease(t);
  return { height: 1 - gone * gone, opacity: 1 - gone, ghost: gone };
}

function ease(t: number): number {
  const within = Math.max(0, Math.min(1, t));
  return within * within * (3 - 2 * within);
}

/** How far a morph has come that may have begun in an earlier drawing; undefined: there is none. */
export function morphStart(
  from: { mode: string; of: string; began: number } | undefined,
  to: { mode: string; of: string },
  now: number,
): number | undefined {
  if (from === undefined || from.of !== to.of) return undefined;
  if (from.mode !== to.mode) return now;
  return now - from.began < MORPH_MS ? from.began : undefined;
}

interface Parts {
  /** What lies between the cut-offs. */
  bulk: SVGGElement;
  /** Where it stands, pixels. */
  base: number;
  /** It as it was before it was thrown away. */
  whole: () => SVGGElement;
}

/** Shows what is thrown away falling down to the axis, or what was rising again; at once where people want no motion. */
export function playMorph(
  root: SVGSVGElement,
  from: SVGSVGElement | undefined,
  to: { mode: ViewMode; of: string },
  { bulk, base, whole }: Parts,
): void {
  const { mode, of, began } = from?.dataset ?? {};
  const before = mode !== undefined && of !== undefined ? { mode, of, began: Number(began ?? 0) } : undefined;
  const start = morphStart(before, to, performance.now());
  Object.assign(root.dataset, { mode: to.mode, of: to.of, ...(start && { began: String(start) }) });
  if (start === undefined || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const [ghost] = bulk.children;
  const fallen = to.mode === "tails" ? whole() : ghost;
  if (!ghost || !fallen) return;
  if (fallen !== ghost) {
    fallen.setAttribute("data-transient", "");
    bulk.append(fallen);
  }
  const frame = () => {
    const t = Math.min(1, (performance.now() - start) / MORPH_MS);
    const { height, opacity, ghost: left } = falling(t, to.mode);
    fallen.setAttribute("transform", `translate(0,${base * (1 - height)}) scale(1,${height})`);
    fallen.setAttribute("opacity", String(opacity));
    if (fallen !== ghost) ghost.setAttribute("opacity", String(left));
    if (t < 1) {
      requestAnimationFrame(frame);
      return;
    }
    if (fallen !== ghost) fallen.remove();
    for (const part of [fallen, ghost]) {
      part.removeAttribute("transform");
      part.removeAttribute("opacity");
    }
  };
  frame();
}
