/** A piece of a text: plain, set off, code, a formula by its name, or a link. */
export type Piece = { at: number; text: string } & (
  | { kind: "text" | "strong" | "code" | "formula" }
  | { kind: "link"; to: string }
);

const MARKS = /\*([^*]+)\*|`([^`]+)`|\$([A-Za-z0-9]+)\$|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** `*set off*`, `` `code` ``, `$formula$` and `[words](address)` in a text that is otherwise plain. */
export function parseProse(prose: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const plainTo = (start: number) => {
    if (start > end) pieces.push({ at: end, kind: "text", text: prose.slice(end, start) });
  };
  for (const match of prose.matchAll(MARKS)) {
    const at = match.index;
    plainTo(at);
    end = at + match[0].length;
    const [, strong, code, formula, words, to] = match;
    if (strong !== undefined) pieces.push({ at, kind: "strong", text: strong });
    else if (code !== undefined) pieces.push({ at, kind: "code", text: code });
    else if (formula !== undefined) pieces.push({ at, kind: "formula", text: formula });
    else pieces.push({ at, kind: "link", text: words!, to: to! });
  }
  plainTo(prose.length);
  return pieces;
}
