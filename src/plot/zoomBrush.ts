import type { Frame } from "./axes.ts";
import type { DensityWords } from "./densityWords.ts";
import { el, pointerIn } from "./svg.ts";
import type { Theme } from "./theme.ts";
import { brushed, type Stretch, zoomKey } from "./zoom.ts";

const BUTTON = 24;
const GAP = 4;

export interface BrushOptions {
  root: SVGSVGElement;
  frame: Frame;
  /** What is on show, and what would be without zoom. */
  shown: Stretch;
  all: Stretch;
  zoomed: boolean;
  invert: (at: number) => number;
  theme: Theme;
  words: DensityWords;
  /** Told of undefined where everything is to be shown. */
  onZoom: (stretch: Stretch | undefined) => void;
}

/** A brush over the frame, + − 0 Escape and double click on the whole figure, and buttons for those who neither drag nor know. */
export function zoomBrush(options: BrushOptions): SVGGElement {
  const { root, frame, shown, all, zoomed, invert, theme, words, onZoom } = options;
  const show = (next: Stretch) => {
    const whole = next[0] <= all[0] && next[1] >= all[1];
    if (!whole) onZoom(next);
    else if (zoomed) {
      // of the buttons only this one will be there when everything is shown
      if (buttons.includes(root.ownerDocument.activeElement as SVGGElement)) buttons[0]?.focus();
      onZoom(undefined);
    }
  };
  const brush = el("rect", {
    ...{ y: frame.top, height: frame.bottom - frame.top, visibility: "hidden", "data-transient": "" },
    ...{ fill: theme.accent, "fill-opacity": 0.15, stroke: theme.accent, "pointer-events": "none" },
  });
  root.addEventListener("pointerdown", (event) => {
    const from = pointerIn(root, event);
    const inside =
      from.x >= frame.left && from.x <= frame.right && from.y >= frame.top && from.y <= frame.bottom;
    if (event.button !== 0 || !inside || onButton(event)) return;
    const box = root.getBoundingClientRect();
    const zoom = root.viewBox.baseVal.width / box.width;
    const at = (moved: PointerEvent) => (moved.clientX - box.left) * zoom;
    const stop = new AbortController();
    const { signal } = stop;
    const page = root.ownerDocument;
    page.addEventListener(
      "pointermove",
      (moved) => {
        const [a, b] = [from.x, at(moved)].map((x) => Math.max(frame.left, Math.min(frame.right, x)));
        brush.setAttribute("x", String(Math.min(a!, b!)));
        brush.setAttribute("width", String(Math.abs(b! - a!)));
        brush.setAttribute("visibility", "visible");
      },
      { signal },
    );
    page.addEventListener(
      "pointerup",
      (up) => {
        stop.abort();
        brush.setAttribute("visibility", "hidden");
        const next = brushed(from.x, at(up), [frame.left, frame.right], invert, all);
        if (next) show(next);
      },
      { signal },
    );
    page.addEventListener(
      "pointercancel",
      () => {
        stop.abort();
        brush.setAttribute("visibility", "hidden");
      },
      { signal },
    );
  });
  root.addEventListener("dblclick", (event) => zoomed && !onButton(event) && onZoom(undefined));
  const press = (key: string, event: Event) => {
    const next = zoomKey(key, shown, all);
    if (!next || (next === all && !zoomed)) return;
    event.preventDefault();
    show(next);
  };
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // arrows belong to the cut-offs and the rug, but for the zoom's own buttons
    if (!event.key.startsWith("Arrow") || onButton(event)) press(event.key, event);
  });
  const keys = zoomed ? (["+", "-", "0"] as const) : (["+"] as const);
  const names = { "+": words.zoomIn, "-": words.zoomOut, "0": words.zoomReset };
  const buttons = keys.map((key, i) => {
    const left = frame.right - (keys.length - i) * (BUTTON + GAP);
    const button = el(
      "g",
      {
        ...{ role: "button", tabindex: 0, cursor: "pointer", "data-focus": `zoom-${key}` },
        ...{ "aria-label": names[key], transform: `translate(${left},${frame.top + 2})` },
      },
      el("title", {}, names[key]),
      el("rect", { width: BUTTON, height: BUTTON, rx: 5, fill: theme.background, stroke: theme.grid }),
      el("path", { d: SIGNS[key], fill: "none", stroke: theme.muted, "stroke-width": 1.5 }),
    );
    button.addEventListener("click", (event) => press(key, event));
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") press(key, event);
    });
    return button;
  });
  Object.assign(root.style, { touchAction: "pan-y", userSelect: "none" });
  return el("g", { "data-transient": "" }, brush, ...buttons);
}

const SIGNS = {
  "+": "M7,12h10M12,7v10",
  "-": "M7,12h10",
  "0": "M6,9v-3h3M15,6h3v3M18,15v3h-3M9,18h-3v-3M9.5,12h5",
};

function onButton(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("[role=button],[role=slider]") !== null;
}
