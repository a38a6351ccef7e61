import type { Language } from "../../state/store.ts";
import { en, type Texts } from "./en.ts";
import { textsOf } from "./textsOf.ts";

/** The language that a section is shown in: English, where it has not been translated. */
export function languageOf(section: keyof Texts, language: Language): Language {
  return textsOf(language)[section] === en[section] ? "en" : language;
}
