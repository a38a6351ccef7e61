import { type FitPictureOptions, pictureRoot, wordsOf } from "./fitPictureFrame.ts";
import { splitLastWord } from "./fitTokens.ts";
import { el } from "./svg.ts";
import { textWidth } from "./textWidth.ts";

const SIZE = 14;
const LINE = 21;

/** The end of a sentence; a word that is left out is struck through. */
export function fitWordPicture(text: string, drop: boolean, options: FitPictureOptions): SVGSVGElement {
  const { width, height, theme } = options;
  const words = wordsOf(options).word;
  const { kept, dropped } = splitLastWord(text, drop);
  const { root, top } = pictureRoot(options, {
    title: words.title,
    description: words.description(dropped.trim()),
  });
  const rows = Math.max(1, Math.floor((height - top) / LINE));
  const lines = endLines(kept, dropped, width - 8, rows);
  const first = top + (height - top - lines.length * LINE) / 2 + LINE - 6;
  lines.forEach(({ kept: plain, dropped: struck }, i) => {
    const line = el("text", { x: 2, y: first + i * LINE, "font-size": SIZE }, plain.trimStart());
    line.style.whiteSpace = "pre";
    const word = struck.trimStart();
    if (plain !== "" && word !== struck) line.append(" ");
    if (word !== "") {
      line.append(
        el("tspan", { fill: theme.tail, "text-decoration": "line-through", "data-dropped": "" }, word),
      );
    }
    root.append(line);
  });
  return root;
}

interface Line {
  kept: string;
  dropped: string;
}

/** The last lines of a text, broken at spaces, or between characters where there are none; what came before is “…”. */
export function endLines(kept: string, dropped: string, width: number, rows: number): Line[] {
  const pieces = [...pieceUp(kept, false), ...pieceUp(dropped, true)];
  const lines: Line[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const { text, isDropped } of pieces) {
    const size = textWidth(text, SIZE);
    if (used + size > width) {
      lines.push({ kept: "", dropped: "" });
      used = 0;
    }
    const line = lines.at(-1)!;
    if (isDropped) line.dropped += text;
    else line.kept += text;
    used += size;
  }
  const shown = lines.slice(-rows);
  if (shown.length < lines.length && shown[0]) shown[0].kept = `…${shown[0].kept}`;
  return shown;
}

function pieceUp(text: string, isDropped: boolean): { text: string; isDropped: boolean }[] {
  const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? (text === "" ? [] : [text]);
  return words.flatMap((word) => {
    const parts = textWidth(word, SIZE) > 160 ? [...word] : [word];
    return parts.map((part) => ({ text: part, isDropped }));
  });
}

/** What is read and what is left out. */
export function wordTable(text: string, drop: boolean): (string | number)[][] {
  const { kept, dropped } = splitLastWord(text, drop);
  return [
    ["part", "text"],
    ["read", kept],
    ["left out", dropped],
  ];
}
