import { Failure } from "../core/failure.ts";
import type { FitOptions } from "../core/options.ts";
import type { ActivationSource, Tokens } from "../core/seams.ts";
import { dropLastWord } from "../core/text.ts";

/** What the model reads of a text under an atlas's options, and its tokens. METHOD §1. */
export function readText<R>(
  source: ActivationSource<R>,
  text: string,
  options: Pick<FitOptions, "dropLastWord" | "prependBos">,
): { read: string; tokens: Tokens } {
  const read = options.dropLastWord ? dropLastWord(text) : text;
  const tokens = source.tokenize(read, options.prependBos);
  if (tokens.ids.length === 0) {
    throw new Failure("bad-data", `The text "${text.slice(0, 40)}" has no tokens: write at least one word.`);
  }
  return { read, tokens };
}
