import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/state/viewChoices.ts";
import { en } from "../../src/ui/texts/en.ts";
import { es } from "../../src/ui/texts/es.ts";
import { ja } from "../../src/ui/texts/ja.ts";
import { languageOf } from "../../src/ui/texts/languageOf.ts";
import { mergeTexts } from "../../src/ui/texts/mergeTexts.ts";
import { textsOf } from "../../src/ui/texts/textsOf.ts";

/** What is there in Spanish and Japanese: the first screens. */
const FIRST = ["common", "header", "explore", "tour"] as const;

test("a translation stands over English, and neither is changed", () => {
  const base = { a: "one", b: { c: "two", d: (n: number) => `${n} e` }, list: ["x", "y"] };
  const translation = { b: { c: "dos" }, list: ["z"] };
  const merged = mergeTexts(base, translation);
  expect(merged).toMatchObject({ a: "one", b: { c: "dos" }, list: ["z"] });
  expect(merged.b.d(3)).toBe("3 e");
  expect(base.b.c).toBe("two");
  expect(translation).toEqual({ b: { c: "dos" }, list: ["z"] });
});

test("English is as it is written, and every language is put together once", () => {
  expect(textsOf("en")).toBe(en);
  for (const language of LANGUAGES) expect(textsOf(language)).toBe(textsOf(language));
  expect(textsOf("es").header.tabs.explore).toBe("Explorar");
  expect(textsOf("ja").header.tabs.explore).not.toBe(en.header.tabs.explore);
});

test("a view that has not been translated says that it is in English", () => {
  expect(languageOf("explore", "ja")).toBe("ja");
  expect(languageOf("method", "es")).toBe("en");
  expect(languageOf("method", "en")).toBe("en");
});

test("what a language lacks is named by its path", () => {
  const base = { a: "one", b: { c: "two", d: "three" } };
  expect(missingTexts(base, { b: { d: "tres" } })).toEqual(["a", "b.c"]);
  expect(missingTexts(base, base)).toEqual([]);
});

for (const [name, translation] of Object.entries({ es, ja })) {
  test(`${name}: nothing of the first screens is missing`, () => {
    expect(FIRST.flatMap((section) => missingTexts(en[section], translation[section], section))).toEqual([]);
  });

  test(`${name}: nothing that English has not, and functions take what theirs take`, () => {
    expect(missingTexts(translation, en)).toEqual([]);
    for (const [path, text] of leaves(translation)) {
      const original = at(en, path);
      expect(typeof text, path).toBe(typeof original);
      if (typeof text === "function") expect(text.length, path).toBe((original as () => string).length);
      if (typeof text === "string") expect(text.trim(), path).not.toBe("");
    }
  });
}

function leaves(texts: unknown, path = ""): [string, unknown][] {
  if (typeof texts !== "object" || texts === null) return [[path, texts]];
  return Object.entries(texts).flatMap(([key, text]) => leaves(text, path === "" ? key : `${path}.${key}`));
}

const at = (texts: unknown, path: string) =>
  path.split(".").reduce((branch, key) => (branch as Record<string, unknown>)[key], texts);

/** Paths of the texts that one has and the other lacks: “explore.layer”. */
function missingTexts(base: unknown, translation: unknown, path = ""): string[] {
  if (!isBranch(base)) return translation === undefined ? [path] : [];
  const found = isBranch(translation) ? translation : {};
  return Object.entries(base).flatMap(([key, text]) =>
    missingTexts(text, found[key], path === "" ? key : `${path}.${key}`),
  );
}

function isBranch(text: unknown): text is Record<string, unknown> {
  return typeof text === "object" && text !== null && !Array.isArray(text);
}
