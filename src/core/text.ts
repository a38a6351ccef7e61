/** The text up to its last ASCII space; a text without one stays whole (Python's `rsplit(" ", 1)[0]`). METHOD §1. */
export function dropLastWord(text: string): string {
  const at = text.lastIndexOf(" ");
  return at < 0 ? text : text.slice(0, at);
}

/** A text as duplicates are judged by: compatibility form, lower case, letters and digits only. */
export function normalizeText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Lone surrogates replaced by U+FFFD, so that every tokenizer and every file sees the same text. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}
