import type { Language } from "../../state/store.ts";
import { en, type Texts } from "./en.ts";
import { es } from "./es.ts";
import { ja } from "./ja.ts";
import { mergeTexts } from "./mergeTexts.ts";

const TRANSLATIONS = { es, ja };
const merged = new Map<Language, Texts>([["en", en]]);

/** A language's texts; what it lacks is English. The same object every time. */
export function textsOf(language: Language): Texts {
  const known = merged.get(language);
  if (known !== undefined) return known;
  const texts = mergeTexts(en, TRANSLATIONS[language as keyof typeof TRANSLATIONS]);
  merged.set(language, texts);
  return texts;
}
