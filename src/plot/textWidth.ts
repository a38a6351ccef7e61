const NARROW = /[ iljtfrI.,:;'|()[\]·\u202f]/;
const WIDE = /[mwMW@%—→←↑↓]/;
const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

/** How much wider bold text is. */
export const BOLD = 1.12;

/** A generous estimate of how wide a text is in a system sans-serif, in units of `fontSize`. Needs no DOM. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const char of text) {
    if (EAST_ASIAN.test(char)) ems += 1;
    else if (NARROW.test(char)) ems += 0.34;
    else if (WIDE.test(char)) ems += 0.9;
    else if (/[A-Z]/.test(char)) ems += 0.7;
    else ems += 0.6;
  }
  return ems * fontSize;
}

/** The text, cut with an ellipsis so that it is no wider than `width`. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join("")}…`, fontSize) > width) chars.pop();
  return `${chars.join("").trimEnd()}…`;
}

/** Broken at spaces into lines no wider than `width`, as far as its words allow. */
export function wrapText(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
