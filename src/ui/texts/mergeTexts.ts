/** `base` with what a translation has in its place. Lists are taken whole; neither is changed. */
export function mergeTexts<T>(base: T, translation: unknown): T {
  if (translation === undefined) return base;
  if (!isBranch(base) || !isBranch(translation)) return translation as T;
  return Object.fromEntries(
    Object.entries(base).map(([key, text]) => [key, mergeTexts(text, translation[key])]),
  ) as T;
}

function isBranch(text: unknown): text is Record<string, unknown> {
  return typeof text === "object" && text !== null && !Array.isArray(text);
}
