/** A row of a table; `line` is where it begins, from 1. */
export interface Row {
  fields: string[];
  line: number;
}

const [QUOTE, CR, LF] = [34, 13, 10];

/**
 * Reads a table as RFC 4180 has it: fields apart by `delimiter`, quoted where they hold one, a line break or a quote. Blank
 * lines are skipped. `fail` is told the line and the field (from 1) where it can't go on, and must throw.
 */
export function* readDelimited(
  text: string,
  delimiter: string,
  fail: (line: number, column: number, what: string) => never,
): Generator<Row, undefined> {
  const sign = delimiter.charCodeAt(0);
  const ends = (c: number) => c === sign || c === LF || c === CR;
  let at = 0;
  let line = 1;

  const quoted = (column: number): string => {
    const begin = line;
    let value = "";
    for (let from = at + 1; ; from = at + 1) {
      at = text.indexOf('"', from);
      if (at < 0) fail(begin, column, "the quote that opens here is never closed");
      const piece = text.slice(from, at);
      line += breaks(piece);
      value += piece;
      if (text.charCodeAt(++at) !== QUOTE) break;
      value += '"';
    }
    if (at < text.length && !ends(text.charCodeAt(at)))
      fail(line, column, 'text goes on after the closing quote; a quote inside a field is written ""');
    return value;
  };
  const bare = (): string => {
    const begin = at;
    while (at < text.length && !ends(text.charCodeAt(at))) at++;
    return text.slice(begin, at);
  };

  while (at < text.length) {
    const row: Row = { fields: [], line };
    for (;;) {
      row.fields.push(text.charCodeAt(at) === QUOTE ? quoted(row.fields.length + 1) : bare());
      if (text.charCodeAt(at) !== sign) break;
      at++;
    }
    if (text.charCodeAt(at) === CR) at++;
    if (text.charCodeAt(at) === LF) at++;
    line++;
    if (row.fields.length > 1 || row.fields[0]!.trim() !== "") yield row;
  }
}

/** Line breaks in a text, CR LF counting once. */
function breaks(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) n++;
  }
  return n;
}
