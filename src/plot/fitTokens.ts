import { dropLastWord } from "../core/text.ts";

/** What a model read, and how: the last guess. */
export interface ReadTokens {
  text: string;
  readText: string;
  tokenTexts: readonly string[];
  /** Whether the first of them is the start token. */
  hasBos: boolean;
}

/** One piece of a text on its way into the bag. */
export interface TokenPiece {
  text: string;
  isBos: boolean;
  /** Whether its values enter the bag. */
  used: boolean;
}

export interface Reading {
  dropLastWord: boolean;
  prependBos: boolean;
  pooling: "last" | "all" | "mean";
}

export const BOS_TEXT = "<|endoftext|>";

/** The tokens as they would be read by other options. A word that the model did not read is one piece. */
export function readPieces(read: ReadTokens, options: Reading): TokenPiece[] {
  const words = wordsOf(read, options.dropLastWord).map((text) => ({ text, isBos: false }));
  const start = options.prependBos
    ? [{ text: read.hasBos ? (read.tokenTexts[0] ?? BOS_TEXT) : BOS_TEXT, isBos: true }]
    : [];
  const pieces = [...start, ...words];
  return pieces.map((piece, i) => ({
    ...piece,
    used: isUsed(piece.isBos, i, pieces.length, options.pooling),
  }));
}

function isUsed(isBos: boolean, place: number, n: number, pooling: Reading["pooling"]): boolean {
  return pooling === "last" || n === 1 ? place === n - 1 : !isBos;
}

function wordsOf({ text, readText, tokenTexts, hasBos }: ReadTokens, drop: boolean): string[] {
  const words = tokenTexts.slice(hasBos ? 1 : 0);
  const wanted = drop ? dropLastWord(text) : text;
  if (wanted.length > readText.length) return [...words, wanted.slice(readText.length)];
  if (wanted.length === readText.length) return words;
  let length = 0;
  return words.filter((word) => {
    length += word.length;
    return length <= wanted.length;
  });
}

/** A text in the part that is read and the part that is left out. */
export function splitLastWord(text: string, drop: boolean): { kept: string; dropped: string } {
  const kept = drop ? dropLastWord(text) : text;
  return { kept, dropped: text.slice(kept.length) };
}

/** Values in the bag of one sentence at one layer. */
export function bagSize(pieces: readonly TokenPiece[], pooling: Reading["pooling"], dModel: number): number {
  return pooling === "all" ? pieces.filter(({ used }) => used).length * dModel : dModel;
}
