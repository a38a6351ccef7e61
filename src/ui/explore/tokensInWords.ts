import type { Guess } from "../../core/api.ts";
import type { FitOptions } from "../../core/options.ts";
import { formatCount } from "../../plot/format.ts";
import type { Texts } from "../texts/en.ts";

type Words = Texts["explore"]["tokens"];
type Reading = Pick<FitOptions, "dropLastWord" | "pooling">;

/** What was read of the text, and whose values are taken. */
export function tokensInWords(
  guess: Pick<Guess, "text" | "readText" | "tokenIds" | "tokenTexts" | "cut">,
  { dropLastWord, pooling }: Reading,
  token: number | undefined,
  t: Words,
): string {
  const n = guess.tokenIds.length;
  const count = t.count(n, formatCount(n));
  const read = guess.cut > 0 ? t.cut(count, formatCount(guess.cut)) : t.read(count);
  const dropped = dropLastWord ? whatWasDropped(guess, t) : undefined;
  return t.readOut(read, dropped, whoseValues(guess, pooling, token, t));
}

/** A chosen token is what a class was fitted on only where it is the last one, and the atlas pools last ones. */
function whoseValues(
  { tokenTexts }: Pick<Guess, "tokenTexts">,
  pooling: FitOptions["pooling"],
  token: number | undefined,
  t: Words,
): string {
  if (token === undefined) return t.taken[pooling];
  const alone = t.chosen(token, visible(tokenTexts[token] ?? ""));
  const isFitted = pooling === "last" && token === tokenTexts.length - 1;
  return isFitted ? alone : `${alone} ${t.otherPooling[pooling]}`;
}

function whatWasDropped({ text, readText }: Pick<Guess, "text" | "readText">, t: Words): string {
  if (readText === text) return t.noSpace;
  const dropped = text.slice(readText.length).trim();
  return dropped === "" ? t.droppedSpace : t.dropped(dropped.slice(0, 30));
}

/** A token's text with its breaks to be seen. */
export function visible(text: string): string {
  return text.replaceAll("\n", "↵");
}
