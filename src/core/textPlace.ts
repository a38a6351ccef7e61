/** Line and column of an offset, from 1; a column counts UTF-16 units. CR LF, LF and CR each end a line. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let begin = 0;
  for (let i = 0; i < offset; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      begin = i + 1;
    }
  }
  return { line, column: offset - begin + 1 };
}
