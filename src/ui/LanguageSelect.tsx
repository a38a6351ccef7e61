import { setLanguage } from "../state/actions.ts";
import type { Language } from "../state/store.ts";
import { LANGUAGES } from "../state/viewChoices.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** In their own names, so that everybody finds theirs. */
const NAMES: Record<Language, string> = { en: "English", es: "Español", ja: "日本語" };

export function LanguageSelect() {
  const t = useTexts().header;
  const current = useScreen((screen) => screen.language);
  return (
    <label className="choice language">
      <span className="visually-hidden">{t.language}</span>
      <select value={current} onChange={({ target }) => setLanguage(target.value as Language)}>
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {NAMES[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
