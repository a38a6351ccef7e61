import { useEffect, useState } from "react";
import type { Box } from "../parts/placeBeside.ts";

/** Room round what is pointed at, CSS pixels. */
const ROOM = 6;
/** Below this width the words lie at the bottom of the screen, and what they speak of above them. */
export const NARROW = 640;

/** Where the first of some elements that is there stands on the screen, followed from frame to frame; with `show` it is brought into view once. */
export function useTargetBox(targets: readonly string[], show = false): Box | undefined {
  const [box, setBox] = useState<Box>();
  const selectors = targets.join("\n");
  useEffect(() => {
    let frame = 0;
    let shown: Element | undefined;
    const follow = () => {
      frame = requestAnimationFrame(follow);
      const target = find(selectors.split("\n"));
      if (target === undefined) {
        setBox(undefined);
        return;
      }
      if (show && target !== shown) bringIntoView(target);
      shown = target;
      const { left, top, width, height } = target.getBoundingClientRect();
      const next = { left: left - ROOM, top: top - ROOM, width: width + 2 * ROOM, height: height + 2 * ROOM };
      setBox((old) => (old !== undefined && isSame(old, next) ? old : next));
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [selectors, show]);
  return box;
}

function find(selectors: readonly string[]): Element | undefined {
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    if (found !== null && found.getClientRects().length > 0) return found;
  }
  return undefined;
}

function bringIntoView(target: Element): void {
  const { top, bottom, height } = target.getBoundingClientRect();
  const narrow = window.innerWidth < NARROW;
  if (!narrow && top >= 0 && bottom <= window.innerHeight) return;
  const fits = !narrow && height < window.innerHeight;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: fits ? "center" : "start", behavior: still ? "auto" : "smooth" });
}

const isSame = (a: Box, b: Box) =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
