import type { TailCutoffs } from "../core/tails.ts";
import { moveCutoff, type Side } from "./cutoffMove.ts";

/** A cut-off line that is being dragged, or moved by a key that is still down. */
export interface Held {
  layer: number;
  side: Side;
  cutoffs: TailCutoffs;
  /** The axis as it was when the line was taken: it stays while the line moves. */
  domain: readonly [number, number];
  /** Moves the lines of the drawing on show. */
  show: (cutoffs: TailCutoffs) => void;
}

export interface Hold extends Held {
  put: (value: number) => void;
  /** Aborted once the line is let go. */
  signal: AbortSignal;
}

/** One hand, one line: a drag goes on while the figure under it is drawn anew. */
let held: Hold | undefined;

export function heldCutoff(layer: number): Hold | undefined {
  return held?.layer === layer ? held : undefined;
}

/** Takes a line until one of the events `until` lets it go; a line already held stays so. */
export function holdCutoff(
  taken: Held,
  page: Document,
  until: readonly string[],
  onFixed: (cutoffs: TailCutoffs, done: boolean) => void,
): Hold {
  const before = heldCutoff(taken.layer);
  if (before?.side === taken.side) return before;
  const stop = new AbortController();
  let moved = false;
  const hold: Hold = {
    ...taken,
    signal: stop.signal,
    put(value) {
      const next = moveCutoff(hold.cutoffs, hold.side, value, hold.domain);
      if (next[hold.side] === hold.cutoffs[hold.side]) return;
      moved = true;
      hold.cutoffs = next;
      hold.show(next);
      onFixed(next, false);
    },
  };
  const release = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    if (held === hold) held = undefined;
    if (moved) onFixed(hold.cutoffs, true);
  };
  for (const event of until) page.addEventListener(event, release, { signal: stop.signal });
  page.defaultView?.addEventListener("blur", release, { signal: stop.signal });
  held = hold;
  return hold;
}
