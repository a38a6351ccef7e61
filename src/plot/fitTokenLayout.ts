import type { TokenPiece } from "./fitTokens.ts";
import { fitText, textWidth } from "./textWidth.ts";

export interface PlacedPiece extends TokenPiece {
  x: number;
  width: number;
  row: number;
  label: string;
}

const GAP = 3;
const PAD = 5;
const WIDEST = 120;

/** Pieces in so many rows at most: the first one and the last ones, with the number that was left out between them. */
export function placePieces(
  pieces: readonly TokenPiece[],
  { width, rows, fontSize }: { width: number; rows: number; fontSize: number },
): { placed: PlacedPiece[]; hidden: number; gap: { x: number; row: number } | undefined } {
  const measured = pieces.map((piece) => {
    const label = fitText(piece.text.replaceAll("\n", "↵").trim() || "·", fontSize, WIDEST);
    return { ...piece, label, width: Math.min(width, textWidth(label, fontSize) + 2 * PAD) };
  });
  for (let hidden = 0; hidden < measured.length; hidden++) {
    const kept = hidden === 0 ? measured : [measured[0]!, ...measured.slice(1 + hidden)];
    const result = flow(kept, width, hidden > 0);
    if (result.rows <= rows) return { placed: result.placed, hidden, gap: result.gap };
  }
  return { placed: [], hidden: pieces.length, gap: undefined };
}

/** What “+12” takes. */
const MORE = 34;

function flow(pieces: readonly Omit<PlacedPiece, "x" | "row">[], width: number, hasGap: boolean) {
  let [x, row] = [0, 0];
  let gap: { x: number; row: number } | undefined;
  const step = (size: number) => {
    if (x > 0 && x + size > width) {
      x = 0;
      row++;
    }
    const at = { x, row };
    x += size + GAP;
    return at;
  };
  const placed = pieces.map((piece, i): PlacedPiece => {
    if (i === 1 && hasGap) gap = step(MORE);
    return { ...piece, ...step(piece.width) };
  });
  return { placed, gap, rows: row + 1 };
}
