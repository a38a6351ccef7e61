import { Failure } from "./failure.ts";
import { placeOf } from "./textPlace.ts";

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
const TAB = "a tab inside a text is written \\t";
const BREAK = "a text's quote is not closed on its line; a line break inside a text is written \\n";
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads JSON with objects as Maps: unlike `JSON.parse` it keeps the order of names that are numbers, refuses a name that
 * stands twice (its first value would be lost in silence), and says where it failed in every engine.
 * `firstLine`: the number of the text's first line, where it is one of many.
 * @throws Failure("bad-data") with line and column
 */
export function readJson(text: string, name: string, firstLine = 1): unknown {
  let at = 0;
  const fail = (offset: number, what: string): never => {
    const { line, column } = placeOf(text, offset);
    throw new Failure(
      "bad-data",
      `${name} is no JSON: line ${firstLine + line - 1}, column ${column}: ${what}.`,
    );
  };
  const unexpected = (wanted: string): never =>
    fail(
      at,
      at >= text.length
        ? `the file ends here, ${wanted} is missing`
        : `${wanted} is needed where ${JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))} stands`,
    );
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const is = (sign: string) => text[at] === sign;

  const string = (): string => {
    const begin = at++;
    let escaped = false;
    for (;;) {
      const c = text.charCodeAt(at); // NaN at the end
      if (c === 34) break;
      if (c === 92) {
        escaped = true;
        at++;
        if (take(ESCAPE) === "") fail(at - 1, "this backslash begins nothing that JSON knows");
      } else if (c >= 32) at++;
      else if (c < 32) fail(at, c === 9 ? TAB : BREAK);
      else fail(begin, "the quote that opens here is never closed");
    }
    at++;
    return escaped ? (JSON.parse(text.slice(begin, at)) as string) : text.slice(begin + 1, at - 1);
  };
  /** What stands between a bracket and its closing one, commas between. */
  const members = (close: string, one: () => void) => {
    at++;
    take(SPACE);
    for (let first = true; !is(close); first = false) {
      if (!first) {
        if (!is(",")) unexpected(`a comma or ${close}`);
        at++;
        take(SPACE);
      }
      one();
      take(SPACE);
    }
    at++;
  };
  const value = (depth: number): unknown => {
    if (depth > MAX_DEPTH) fail(at, `it is nested more than ${MAX_DEPTH} deep`);
    if (is('"')) return string();
    if (is("[")) {
      const items: unknown[] = [];
      members("]", () => items.push(value(depth + 1)));
      return items;
    }
    if (is("{")) {
      const object = new Map<string, unknown>();
      members("}", () => {
        if (!is('"')) unexpected("a name in double quotes");
        const begin = at;
        const key = string();
        if (object.has(key)) fail(begin, `the name ${JSON.stringify(key)} stands here a second time`);
        take(SPACE);
        if (!is(":")) unexpected("a colon");
        at++;
        take(SPACE);
        object.set(key, value(depth + 1));
      });
      return object;
    }
    const word = take(WORD) || take(NUMBER);
    return word === "" ? unexpected("a value") : (JSON.parse(word) as unknown);
  };

  take(SPACE);
  const whole = value(0);
  take(SPACE);
  if (at < text.length) unexpected("the end of the file");
  return whole;
}

/** `JSON.parse`, failing with line and column. @throws Failure("bad-data") */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    readJson(text, name);
    throw error; // what one of the two takes and the other does not is a bug
  }
}
