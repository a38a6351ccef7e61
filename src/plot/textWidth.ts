/** Advance widths of IBM Plex Sans at weight 400, measured in Chromium and rounded up, thousandths of an em. */
const WIDTHS: readonly (readonly [width: number, chars: string])[] = [
  [240, " "],
  [250, "'ij"],
  [275, ",.l"],
  [295, "’!:;"],
  [326, "|[]f·"],
  [346, "(){}²³\u202f"],
  [370, "tr¹"],
  [400, "/\\-I"],
  [450, '"*'],
  [490, "z“”?°s"],
  [505, "vyLcx"],
  [530, "Jkg«»"],
  [550, "ae"],
  [570, "Fo_hnu"],
  [585, "TZbdpqSE–"],
  [610, "YPVX"],
  [645, "CKRAß"],
  [680, "BDU"],
  [710, "&GHNOQ#"],
  [780, "w—"],
  [830, "M…↑↓"],
  [880, "m"],
  [930, "@W%Ææ"],
  [1000, "→←↵"],
];

const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;
const CAPITAL = /\p{Lu}/u;

/** For the system's font while Plex is on its way. */
const GENEROUS = 1.03;

const ems = new Map(
  WIDTHS.flatMap(([width, chars]) => [...chars].map((char) => [char, (width / 1000) * GENEROUS] as const)),
);

/** How much wider a line of bold text is. */
export const BOLD = 1.08;

/** An estimate of how wide a text is in IBM Plex Sans, never too small, in units of `fontSize`. Needs no DOM. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const char of text) width += ems.get(char) ?? emsOf(char);
  return width * fontSize;
}

/** Digits and signs of numbers are 0.6; an accented letter is as wide as its letter. */
function emsOf(char: string): number {
  if (EAST_ASIAN.test(char)) return 1;
  const letter = char.normalize("NFD").charAt(0);
  return ems.get(letter) ?? (CAPITAL.test(char) ? 0.71 : 0.6) * GENEROUS;
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
