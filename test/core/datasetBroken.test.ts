import { describe, expect, it } from "vitest";
import { parseData } from "../../src/core/dataText.ts";
import { decodeText } from "../../src/core/decodeText.ts";
import { parseJson, readJson } from "../../src/core/json.ts";
import { seededRandom } from "../../src/core/random.ts";
import { refusal } from "../support/refusal.ts";

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === "number" ? [p] : [...new TextEncoder().encode(p)])));

describe("an encoding that is not UTF-8", () => {
  it.each([
    ["Latin-1", bytes("a,b\nna", 0xef, "ve,x\n"), 2, "0xEF"],
    ["a lone continuation", bytes("ok\r\nok\r\n", 0x80), 3, "0x80"],
    ["an overlong form", bytes("a", 0xc0, 0xaf), 1, "0xC0"],
    ["a surrogate", bytes("é\n", 0xed, 0xa0, 0x80), 2, "0xED"],
    ["past the last code point", bytes("\n\n\n", 0xf4, 0x90, 0x80, 0x80), 4, "0xF4"],
    ["cut short", bytes("蜂😀\n", 0xe8, 0x9c), 2, "0xE8"],
  ])("(%s) is told by its line", async (_, file, line, byte) => {
    expect(await refusal(() => parseData(file, "d.csv"))).toBe(
      `bad-data: d.csv, line ${line}: the byte ${byte} is not UTF-8; save it as UTF-8.`,
    );
  });

  it("(UTF-16 without its mark) too", async () => {
    const file = bytes(..."te\nx".split("").flatMap((c) => [c, 0]));
    expect(await refusal(() => parseData(file, "d.csv"))).toBe(
      "bad-data: d.csv, line 1: a zero byte stands among the text; save it as UTF-8.",
    );
  });

  it("every other text is let through", () => {
    const text = "é 蜂 😀 \u07ff \u0800 \uffff \u{10000} \u{10ffff}";
    expect(decodeText(bytes(text), "d")).toBe(text);
  });
});

describe("malformed JSON is told by line and column", () => {
  it.each([
    ['{"a": ["x",\n  "y" "z"]}', 2, 7, 'a comma or ] is needed where "\\"" stands'],
    ['{"a": ["x"],\n}', 2, 1, 'a name in double quotes is needed where "}" stands'],
    ['{"a": ["x"]', 1, 12, "the file ends here, a comma or } is missing"],
    ['{"a"\n["x"]}', 2, 1, 'a colon is needed where "[" stands'],
    ["{\"a\": ['x']}", 1, 8, 'a value is needed where "\'" stands'],
    [
      '{"a": ["x\n"]}',
      1,
      10,
      "a text's quote is not closed on its line; a line break inside a text is written \\n",
    ],
    ['{"a": ["x\ty"]}', 1, 10, "a tab inside a text is written \\t"],
    ['{"a": ["x', 1, 8, "the quote that opens here is never closed"],
    ['{"a": ["C:\\data"]}', 1, 11, "this backslash begins nothing that JSON knows"],
    ['{"a": ["x"]}\r\n\r\n]', 3, 1, 'the end of the file is needed where "]" stands'],
    ['{"a": ["x"], "b": ["y"],\n"a": ["z"]}', 2, 1, 'the name "a" stands here a second time'],
    [`{"a": ${"[".repeat(300)}`, 1, 207, "it is nested more than 200 deep"],
  ])("%j", async (text, line, column, what) => {
    expect(await refusal(() => parseData(bytes(text), "d.json"))).toBe(
      `bad-data: d.json is no JSON: line ${line}, column ${column}: ${what}.`,
    );
  });

  it("in JSON lines by the file's line", async () => {
    const text = '{"text":"x","c":"a"}\n\n{"text":"y" "c":"b"}\n';
    expect(await refusal(() => parseData(bytes(text), "d.jsonl"))).toContain(
      "line 3, column 13: a comma or }",
    );
  });
});

describe("our reader", () => {
  const plain = (node: unknown): unknown =>
    node instanceof Map
      ? Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]))
      : Array.isArray(node)
        ? node.map(plain)
        : node;

  it("gives what JSON.parse gives", () => {
    const text = ' {"a":[1,-2.5e+3,true,false,null,"\\u00e9\\n\\"\\\\ \\ud83d\\ude00"],"":{},"b":[ ]}\n';
    expect(plain(readJson(text, "d"))).toEqual(JSON.parse(text));
  });

  it("refuses what JSON.parse refuses, and only that, however a text is damaged", () => {
    const random = seededRandom(3);
    const whole = '{"ab":["x\\n",-1.5e3,{"c":[true,null]},"\\u00e9"],"d":"é"}';
    let refused = 0;
    for (let i = 0; i < 3000; i++) {
      const at = Math.floor(random() * whole.length);
      const sign = '{}[]",:\\0-.eutx \n'[Math.floor(random() * 17)]!;
      const text = whole.slice(0, at) + sign + whole.slice(at + Math.floor(random() * 3));
      let native: unknown;
      try {
        native = JSON.parse(text);
      } catch {
        native = undefined;
      }
      let own: unknown;
      try {
        own = plain(readJson(text, "d"));
      } catch (error) {
        expect((error as Error).message, text).toMatch(/line \d+, column \d+/);
        own = undefined;
      }
      expect(own, text).toEqual(native);
      if (native === undefined) refused++;
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(2950);
  });

  it("keeps names that are numbers in the file's order", () => {
    const { classes } = parseData(bytes('{"10":["x"],"9":["y"]}'), "d");
    expect(classes.map((c) => c.path)).toEqual([["10"], ["9"]]);
  });

  it("stands behind parseJson where that fails", async () => {
    expect(parseJson('{"a":1}', "s.json")).toEqual({ a: 1 });
    expect(await refusal(() => parseJson("[1,\n2", "s.json"))).toContain(
      "s.json is no JSON: line 2, column 2",
    );
  });
});
