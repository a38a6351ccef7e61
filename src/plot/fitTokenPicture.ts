import { type FitPictureOptions, pictureRoot, wordsOf } from "./fitPictureFrame.ts";
import { placePieces } from "./fitTokenLayout.ts";
import { bagSize, type Reading, type TokenPiece } from "./fitTokens.ts";
import { el } from "./svg.ts";

const FONT_SIZE = 11;
const ROW = 22;
const CHIP = 18;
const BAG = 132;

/** The tokens of a sentence; those whose vectors enter the bag are filled, and an arrow says what the bag then holds. */
export function fitPoolingPicture(
  pieces: readonly TokenPiece[],
  pooling: Reading["pooling"],
  dModel: number,
  options: FitPictureOptions,
): SVGSVGElement {
  const { width, height, theme } = options;
  const words = wordsOf(options).tokens;
  const count = bagSize(pieces, pooling, dModel);
  const used = pieces.filter((piece) => piece.used).length;
  const { root, top } = pictureRoot(options, {
    title: words.title,
    description: words.description(used, pieces.length, count),
  });
  const room = width - BAG - 26;
  const middle = top + (height - top) / 2;
  root.append(
    ...chips(pieces, { ...options, width: room }, top, (piece) => piece.used),
    el("path", {
      d: `M${room + 4},${middle}h14m-5,-4l5,4l-5,4`,
      fill: "none",
      stroke: theme.muted,
      "stroke-width": 1.5,
    }),
    el("rect", {
      ...{ x: width - BAG + 1, y: middle - 20, width: BAG - 2, height: 40, rx: 8 },
      ...{ fill: theme.selected, stroke: theme.accent },
    }),
    el(
      "text",
      { x: width - BAG / 2, y: middle - 4, "text-anchor": "middle", "font-weight": 600 },
      words.values(count),
    ),
    el(
      "text",
      { x: width - BAG / 2, y: middle + 11, "text-anchor": "middle", fill: theme.muted },
      words.bag[pooling],
    ),
  );
  return root;
}

/** The start token in front of the text's own, or its empty place. */
export function fitStartPicture(pieces: readonly TokenPiece[], options: FitPictureOptions): SVGSVGElement {
  const words = wordsOf(options).tokens;
  const on = pieces[0]?.isBos ?? false;
  const { root, top } = pictureRoot(options, { title: words.title, description: words.start(on) });
  const shown = on ? pieces : [{ text: words.none, isBos: true, used: false }, ...pieces];
  root.append(...chips(shown, options, top, (piece) => on && piece.isBos, on ? undefined : 0));
  return root;
}

/** position, token, whether it enters the bag. */
export function tokenTable(pieces: readonly TokenPiece[]): (string | number)[][] {
  return [["position", "token", "in_the_bag"], ...pieces.map(({ text, used }, i) => [i, text, used ? 1 : 0])];
}

/** Chips in as many rows as the height has room for. `empty` is drawn as a dashed outline. */
function chips(
  pieces: readonly TokenPiece[],
  options: FitPictureOptions,
  top: number,
  isLit: (piece: TokenPiece) => boolean,
  empty?: number,
): SVGElement[] {
  const { width, height, theme } = options;
  const rows = Math.max(1, Math.floor((height - top) / ROW));
  const { placed, hidden, gap } = placePieces(pieces, { width: width - 2, rows, fontSize: FONT_SIZE });
  const taken = 1 + Math.max(0, ...placed.map(({ row }) => row));
  const first = top + (height - top - taken * ROW) / 2;
  const marks = placed.map((piece, i) => {
    const lit = isLit(piece);
    const ground = i === empty ? { fill: "none", "stroke-dasharray": "3 3" } : {};
    return el(
      "g",
      { transform: `translate(${piece.x + 1},${first + piece.row * ROW + 2})`, "data-used": String(lit) },
      el("rect", {
        ...{ width: piece.width, height: CHIP, rx: 4 },
        ...{ fill: lit ? theme.accent : theme.background, stroke: lit ? theme.accent : theme.faded },
        ...ground,
      }),
      el(
        "text",
        {
          ...{ x: piece.width / 2, y: CHIP - 5, "text-anchor": "middle", "font-size": FONT_SIZE },
          fill: lit ? theme.background : theme.muted,
        },
        piece.label,
      ),
    );
  });
  if (gap === undefined) return marks;
  const at = { x: gap.x + 17, y: first + gap.row * ROW + CHIP - 3 };
  const more = wordsOf(options).tokens.more(hidden);
  return [...marks, el("text", { ...at, "text-anchor": "middle", fill: theme.muted }, more)];
}
