import type { Mode } from "../core/options.ts";

export const TAILS: Mode = { name: "tails", kind: "tails" };

/** The two modes of the switch. */
export const MODES: readonly Mode[] = [{ name: "full", kind: "full" }, TAILS];
