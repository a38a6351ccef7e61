import type { Cell, ConfusionLayout } from "./confusionLayout.ts";
import { panWindow, placeOf } from "./matrixWindow.ts";
import { type MatrixZoom, ZOOM_STEP } from "./matrixZoom.ts";

interface Options {
  zoom: MatrixZoom;
  n: number;
  place: () => Pick<ConfusionLayout, "left" | "top" | "side" | "width" | "cell">;
  cursor: () => Cell | undefined;
}

/** A pointer that has moved this far drags and does not click, CSS pixels. */
const DRAG = 4;
/** A click waits so long whether a second one follows, ms. */
const SECOND_CLICK = 230;

type Point = { x: number; y: number };

/**
 * Wheel and pinch around the pointer, drag to move, double click, + − and 0. A wheel that turns to scroll the page goes on
 * scrolling it: it enlarges only once the pointer has moved over the matrix, and reduces only what is enlarged.
 */
export function zoomGestures(canvas: HTMLCanvasElement, { zoom, n, place, cursor }: Options): void {
  let armed = false;
  let dragged = false;
  let click: ReturnType<typeof setTimeout> | undefined;
  let passing = false;
  const fingers = new Map<number, Point>();

  /** On the page, as a share of what is on show. */
  const shareAt = ({ x, y }: Point): Point => {
    const box = canvas.getBoundingClientRect();
    const { left, top, side, width } = place();
    const scale = width / box.width;
    const within = (value: number) => Math.min(1, Math.max(0, value));
    return {
      x: within(((x - box.left) * scale - left) / side),
      y: within(((y - box.top) * scale - top) / side),
    };
  };
  const touch = () => {
    canvas.style.touchAction = zoom.state().canZoomOut ? "none" : "pan-y";
    canvas.style.cursor = zoom.state().canZoomOut ? "grab" : "";
  };

  canvas.addEventListener(
    "wheel",
    (event) => {
      const { canZoomIn, canZoomOut } = zoom.state();
      const goesIn = event.deltaY < 0;
      if (goesIn ? !canZoomIn || !armed : !canZoomOut) return;
      event.preventDefault();
      zoom.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), shareAt(pointOf(event)));
      touch();
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, pointOf(event));
    dragged = fingers.size > 1;
    if (zoom.state().canZoomOut || fingers.size > 1) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (event.movementX !== 0 || event.movementY !== 0) armed = true;
      const from = fingers.get(event.pointerId);
      if (from === undefined) return;
      const to = pointOf(event);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        dragged = true;
        zoom.zoomBy(distance(to, other) / Math.max(1, distance(from, other)), shareAt(between(to, other)));
      } else {
        if (!zoom.state().canZoomOut || (!dragged && distance(from, to) < DRAG)) return;
        dragged = true;
      }
      const [a, b] = other ? [between(from, other), between(to, other)] : [from, to];
      const cell = place().cell * (canvas.getBoundingClientRect().width / place().width);
      zoom.show(panWindow(zoom.window(), (a.x - b.x) / cell, (a.y - b.y) / cell, n));
      fingers.set(event.pointerId, to);
      touch();
      event.stopImmediatePropagation(); // what is dragged stays under the pointer: the cursor does not move
    },
    { capture: true },
  );
  for (const end of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  canvas.addEventListener("pointerleave", () => {
    armed = false;
  });
  canvas.addEventListener(
    "click",
    (event) => {
      if (passing) return;
      event.stopImmediatePropagation();
      clearTimeout(click);
      if (dragged || event.detail > 1) return;
      click = setTimeout(() => {
        passing = true;
        canvas.click();
        passing = false;
      }, SECOND_CLICK);
    },
    { capture: true },
  );
  canvas.addEventListener("dblclick", (event) => {
    clearTimeout(click);
    const { canZoomIn } = zoom.state();
    if (canZoomIn) zoom.zoomBy(ZOOM_STEP ** 3, shareAt(pointOf(event)));
    else zoom.reset();
    touch();
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor() && placeOf(zoom.window(), cursor()!);
    if (event.key === "+" || event.key === "=") zoom.zoomBy(ZOOM_STEP, at);
    else if (event.key === "-" || event.key === "_" || event.key === "−") zoom.zoomBy(1 / ZOOM_STEP, at);
    else if (event.key === "0") zoom.reset();
    else return;
    event.preventDefault();
    touch();
  });
  touch();
}

function pointOf({ clientX, clientY }: MouseEvent): Point {
  return { x: clientX, y: clientY };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
