/** Scripts that are told apart; all others are "other". Unicode property values of the same names. */
const SCRIPTS = [
  "Latin",
  "Han",
  "Hiragana",
  "Katakana",
  "Cyrillic",
  "Arabic",
  "Hangul",
  "Greek",
  "Hebrew",
  "Devanagari",
  "Thai",
];
const PATTERNS = SCRIPTS.map((script) => new RegExp(`\\p{Script=${script}}`, "u"));
const [HAN, HIRAGANA, KATAKANA] = [1, 2, 3];
const OTHER = SCRIPTS.length;
const NONE = OTHER + 1;

/** Script of a code point + 1, once it was looked up; 0 before. */
const known = new Uint8Array(0x110000);

/**
 * The script that most of a text's letters are in; a text with kana is "Japanese", its Han letters counted with them. On a tie
 * the one that stands first in the list; "none" for a text without letters.
 */
export function scriptOf(text: string): string {
  const counts = new Uint32Array(OTHER + 1);
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    const script = (known[point] || lookUp(point)) - 1;
    if (script !== NONE) counts[script]!++;
  }
  const kana = counts[HIRAGANA]! + counts[KATAKANA]!;
  if (kana > 0) {
    counts[HIRAGANA] = kana + counts[HAN]!;
    counts[HAN] = counts[KATAKANA] = 0;
  }
  const most = counts.reduce((best, n, script) => (n > counts[best]! ? script : best), 0);
  if (counts[most] === 0) return "none";
  return most === HIRAGANA ? "Japanese" : (SCRIPTS[most] ?? "other");
}

function lookUp(point: number): number {
  const sign = String.fromCodePoint(point);
  let script = NONE;
  // letters that several scripts share (ー, ª) tell nothing
  if (/\p{L}/u.test(sign) && !/\p{Script=Common}/u.test(sign)) {
    const found = PATTERNS.findIndex((pattern) => pattern.test(sign));
    script = found < 0 ? OTHER : found;
  }
  known[point] = script + 1;
  return script + 1;
}
