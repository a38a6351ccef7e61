import { isWhole, leastSpan, type MatrixWindow, wholeMatrix, zoomWindow } from "./matrixWindow.ts";

/** How far a matrix is enlarged. It outlives the drawing, which changes with theme and width, and is shared by panels. */
export interface MatrixZoom {
  window(): MatrixWindow;
  show(window: MatrixWindow): void;
  /** Around a point in [0, 1]² of what is on show; its middle unless told. */
  zoomBy(factor: number, at?: { x: number; y: number }): void;
  reset(): void;
  /** A drawing of it: how large it is, and how it is painted anew. */
  attach(side: number, repaint: () => void): void;
  /** The drawings so far are gone. */
  detach(): void;
  state(): ZoomState;
}

export interface ZoomState {
  /** How many times enlarged, 1: all is on show. */
  factor: number;
  canZoomIn: boolean;
  canZoomOut: boolean;
}

export const ZOOM_STEP = 1.6;
const MIDDLE = { x: 0.5, y: 0.5 };

export function matrixZoom(n: number, onChange?: (state: ZoomState) => void): MatrixZoom {
  let window = wholeMatrix(n);
  let least = 1;
  let repaints: (() => void)[] = [];

  function state(): ZoomState {
    return {
      factor: n / window.span,
      canZoomIn: window.span > least + 1e-9,
      canZoomOut: !isWhole(window, n),
    };
  }

  function show(next: MatrixWindow): void {
    if (next.x === window.x && next.y === window.y && next.span === window.span) return;
    window = next;
    for (const repaint of repaints) repaint();
    onChange?.(state());
  }

  return {
    window: () => window,
    show,
    zoomBy: (factor, at = MIDDLE) => show(zoomWindow(window, factor, at, n, least)),
    reset: () => show(wholeMatrix(n)),
    attach(side, anew) {
      least = leastSpan(n, side);
      repaints.push(anew);
      onChange?.(state());
    },
    detach() {
      repaints = [];
    },
    state,
  };
}
