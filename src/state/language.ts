import { type Language, store } from "./store.ts";
import { LANGUAGES } from "./viewChoices.ts";

const KEY = "tailscope-language";

/** The first of the wanted languages that we have: what was chosen before, then the browser's own; undefined: none. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language | undefined {
  for (const tag of chosen === null ? preferred : [chosen, ...preferred]) {
    const [wanted] = tag.toLowerCase().split("-", 1);
    const known = LANGUAGES.find((language) => language === wanted);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What the person chose before, else what the browser would rather have. */
export function rememberedLanguage(): Language | undefined {
  return firstLanguage(read(), globalThis.navigator?.languages ?? []);
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Tells the document which language it is in, now and whenever it changes. */
export function followLanguage(): void {
  const tell = ({ language }: { language: Language }) => {
    const root = document.documentElement;
    if (root.lang !== language) root.lang = language; // set anew, it would have the whole page styled again
  };
  tell(store.getState());
  store.subscribe(tell);
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
