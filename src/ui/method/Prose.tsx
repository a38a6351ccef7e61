import type { ReactNode } from "react";
import { setTab } from "../../state/actions.ts";
import type { Tab } from "../../state/store.ts";
import { Formula } from "./Formula.tsx";
import { type Piece, parseProse } from "./parseProse.ts";

/** A paragraph; a formula that is all of it stands by itself. */
export function Paragraph({ text }: { text: string }) {
  const pieces = parseProse(text);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "formula") return <Formula name={only.text} display />;
  return (
    <p>
      <Prose text={text} />
    </p>
  );
}

/** A text with its marks. */
export function Prose({ text }: { text: string }) {
  return parseProse(text).map((piece) => <Words key={piece.at} piece={piece} />);
}

function Words({ piece }: { piece: Piece }): ReactNode {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "strong":
      return <em>{piece.text}</em>;
    case "code":
      return <code>{piece.text}</code>;
    case "formula":
      return <Formula name={piece.text} />;
    case "link":
      return <Link to={piece.to}>{piece.text}</Link>;
  }
}

function Link({ to, children }: { to: string; children: ReactNode }) {
  if (!to.startsWith("tab:")) return <a href={to}>{children}</a>;
  return (
    <button type="button" className="button-link" onClick={() => setTab(to.slice(4) as Tab)}>
      {children}
    </button>
  );
}
