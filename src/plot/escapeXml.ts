/** A text as it stands in XML, between tags or quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them, not even escaped
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** The same text with � for what no XML document may hold: tokens can be parts of a character, or control characters. */
export function validXml(text: string): string {
  return text.replaceAll(FORBIDDEN, "\ufffd");
}
