import { Failure } from "../core/failure.ts";
import { type Mode, parseMode } from "../core/options.ts";
import type { Share } from "../engine/evaluate.ts";
import { type Flags, text } from "./flags.ts";

const MOST_PARTS = 10_000;

/** `--mode full,tails,std2`: each once, in the order given. @throws Failure("usage") */
export function modesFlag(flags: Flags): Mode[] {
  const list = text(flags, "mode") ?? "full,tails";
  return [...new Set(list.split(",").map((name) => name.trim()))].map((name) => {
    const mode = parseMode(name);
    if (!mode) throw new Failure("usage", `--mode ${name}: full, tails or std<k> (std2) is needed.`);
    return mode;
  });
}

/** `--part 3/8`. @throws Failure("usage") */
export function partFlag(flags: Flags): Share | undefined {
  const value = text(flags, "part");
  if (value === undefined) return undefined;
  const [, part, parts] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (!part || !parts || part > parts || parts > MOST_PARTS)
    throw new Failure("usage", `--part ${value}: which part of how many is needed, from 1/n to n/n.`);
  return { part, parts };
}

/** `--layers 0-5,9`. @throws Failure("usage") */
export function layersFlag(flags: Flags): number[] | undefined {
  const list = text(flags, "layers");
  if (list === undefined) return undefined;
  return list.split(",").flatMap((range) => {
    const [, from, to = from] = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(range) ?? [];
    if (from === undefined || Number(to) < Number(from))
      throw new Failure(
        "usage",
        `--layers ${list}: layers and ranges with commas between are needed (0-5,9).`,
      );
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}
