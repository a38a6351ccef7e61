/** A guess as the worker gave it and as the page showed it. Times in ms since the page was opened. */
export interface Painted {
  text: string;
  /** The model's own time, ms. */
  modelMs: number;
  /** All that the worker took, ms. */
  totalMs: number;
  /** The keystroke before it. */
  keyAt: number;
  paintedAt: number;
}

export interface Probe {
  painted: Painted[];
  longTasks: { startTime: number; duration: number }[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/**
 * Runs in the page before its own scripts: notes each guess that comes from the worker, then the first frame after the part
 * that shows it has changed. Must not refer to anything outside itself.
 */
export function installProbe(): void {
  const probe: Probe = { painted: [], longTasks: [] };
  window.probe = probe;
  let keyAt = 0;
  let shown: { text: string; modelMs: number; totalMs: number } | undefined;
  const note = (event: KeyboardEvent) => {
    keyAt = event.timeStamp;
  };
  document.addEventListener("keydown", note, { capture: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        const value = data?.value;
        if (typeof value?.modelMs !== "number") return;
        shown = { text: value.text, modelMs: value.modelMs, totalMs: value.totalMs };
      });
    }
  };
  new MutationObserver((changes) => {
    const guess = shown;
    const place = '[aria-label="What it guesses"]';
    const inPlace = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest(place) != null;
    if (guess === undefined || !changes.some(inPlace)) return;
    shown = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel(); // its message comes when the frame has been painted
      port1.onmessage = () => probe.painted.push({ ...guess, keyAt, paintedAt: performance.now() });
      port2.postMessage(undefined);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
