import type { Dataset } from "../../src/core/dataset.ts";
import { normalizeText } from "../../src/core/text.ts";

export interface Problem {
  where: string;
  what: string;
}

const japaneseWords = new Intl.Segmenter("ja", { granularity: "word" });
const SPANISH = new Set(
  "el la los las de del que y en un una unos se no es por con para al lo su sus mi mis tu tus como más pero cuando si sin sobre entre hasta desde muy ya hay son fue ser está han ha te me nos le les qué cómo este esta ese esa porque todo cada".split(
    " ",
  ),
);

/** Words of a sentence in lower case; Japanese, which writes no spaces, is cut by the platform's segmenter. */
export function words(text: string, attribute: string): string[] {
  if (attribute === "in japanese") {
    return [...japaneseWords.segment(text)].filter((s) => s.isWordLike).map((s) => s.segment);
  }
  return text
    .split(/\s+/)
    .map((w) => w.toLowerCase().replace(/[^\p{L}\p{N}']+/gu, ""))
    .filter(Boolean);
}

/** Length, case and script that the attribute promises. Undefined where all is well. */
export function attributeProblem(text: string, attribute: string): string | undefined {
  const w = words(text, attribute);
  if (w.length < 6 || w.length > 40) return `has ${w.length} words, not 6 to 40`;
  if (text !== text.trim() || /\s\s/.test(text)) return "has stray white space";
  const letters = [...text].filter((c) => /\p{L}/u.test(c)).length;
  const cjk = [...text].filter((c) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(c),
  ).length;
  if (attribute === "in japanese") {
    if (!/\p{Script=Han}/u.test(text) || !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) {
      return "lacks kanji or kana";
    }
    return cjk < 0.8 * letters ? "is not in Japanese script" : undefined;
  }
  if (cjk > 0) return "has Japanese letters";
  if (attribute === "in all upper case")
    return text === text.toUpperCase() ? undefined : "is not all upper case";
  if (attribute === "in all lower case")
    return text === text.toLowerCase() ? undefined : "is not all lower case";
  if (text === text.toUpperCase() || text === text.toLowerCase()) return "is not in mixed case";
  if (attribute === "in spanish" && w.filter((x) => SPANISH.has(x)).length < 2)
    return "does not look Spanish";
  return undefined;
}

/** Pairs of sentences whose sets of word 5-grams overlap by more than `limit` (Jaccard), over the whole data set. */
export function nearDuplicates(dataset: Dataset, limit: number): Problem[] {
  const all = dataset.classes.flatMap(({ path, sentences }) =>
    sentences.map((text) => {
      const w = words(text, path[1]!);
      return { text, grams: new Set(w.slice(4).map((_, k) => w.slice(k, k + 5).join(" "))) };
    }),
  );
  const holders = new Map<string, number[]>();
  all.forEach(({ grams }, i) => {
    for (const g of grams) holders.set(g, [...(holders.get(g) ?? []), i]);
  });
  const shared = new Map<string, number>();
  for (const ids of holders.values()) {
    for (const a of ids)
      for (const b of ids) if (a < b) shared.set(`${a},${b}`, (shared.get(`${a},${b}`) ?? 0) + 1);
  }
  return [...shared].flatMap(([key, both]) => {
    const [a, b] = key.split(",").map((i) => all[Number(i)]!) as [(typeof all)[0], (typeof all)[0]];
    const jaccard = both / (a.grams.size + b.grams.size - both);
    return jaccard > limit ? [{ where: `"${a.text}"`, what: `nearly stands again: "${b.text}"` }] : [];
  });
}

/** Texts that are the same after normalisation, within `dataset` or with one of `others`. */
export function duplicates(dataset: Dataset, others: ReadonlySet<string>): Problem[] {
  const seen = new Set<string>();
  return dataset.classes.flatMap(({ path, sentences }) =>
    sentences.flatMap((text) => {
      const key = normalizeText(text);
      const again = seen.has(key)
        ? "stands twice"
        : others.has(key)
          ? "stands in the study's data"
          : undefined;
      seen.add(key);
      return again ? [{ where: path.join(" / "), what: `"${text}" ${again}` }] : [];
    }),
  );
}

/** Every class of 60 whose openings of three words are too often the same. */
export function poorOpenings(dataset: Dataset, share: number): Problem[] {
  return dataset.classes.flatMap(({ path, sentences }) => {
    const distinct = new Set(sentences.map((t) => words(t, path[1]!).slice(0, 3).join(" "))).size;
    return distinct < share * sentences.length
      ? [{ where: path.join(" / "), what: `only ${distinct} distinct openings in ${sentences.length}` }]
      : [];
  });
}
