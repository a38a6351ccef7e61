import { formatCount } from "../../plot/format.ts";
import type { Texts } from "../texts/en.ts";

/** “4 classes”. */
export function countOfClasses(n: number, t: Texts["fit"]): string {
  return t.preview.classes(n, formatCount(n));
}

/** “32 sentences”. */
export function countOfSentences(n: number, t: Texts["fit"]): string {
  return t.panel.sentences(n, formatCount(n));
}
