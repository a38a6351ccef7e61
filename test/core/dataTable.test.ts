import { describe, expect, it } from "vitest";
import { parseData } from "../../src/core/dataText.ts";
import { refusal } from "../support/refusal.ts";

const read = (text: string, name = "data.csv") => parseData(new TextEncoder().encode(text), name);
const told = (text: string, name?: string) => refusal(() => read(text, name));
const sentences = (text: string) => read(text).classes.map((c) => c.sentences);

describe("a table", () => {
  it("may have its text column anywhere and under three names, in any case", () => {
    for (const column of ["text", "Sentence", "SENTENCES"]) {
      const data = read(`topic,${column},tone\nbees,they hum,soft\nclocks,they tick,loud\n`);
      expect(data.levels).toEqual(["topic", "tone"]);
      expect(data.classes[1]).toEqual({ path: ["clocks", "loud"], sentences: ["they tick"] });
    }
  });

  it("has quotes, commas and line breaks in quoted fields", () => {
    expect(sentences('text,c\n"one, two",a\n"a ""b""\r\nc",b\r\n"",b\n')).toEqual([
      ["one, two"],
      ['a "b"\r\nc', ""],
    ]);
  });

  it("has a quote inside an open field as it stands", () => {
    expect(sentences('text,c\nhe said "no",a\nx,b')).toEqual([['he said "no"'], ["x"]]);
  });

  it("skips blank lines, and keeps categories in order of appearance", () => {
    const data = read("text,c\n\nx,b\n \ny,a\nz,b\n");
    expect(data.classes).toEqual([
      { path: ["b"], sentences: ["x", "z"] },
      { path: ["a"], sentences: ["y"] },
    ]);
  });

  it("with many blank lines or one endless field is read in linear time", () => {
    expect(sentences(`text,c\nx,a\ny,b${"\n".repeat(2e6)}`)).toEqual([["x"], ["y"]]);
    const long = `${'""'.repeat(1e6)}\n`;
    expect(sentences(`text,c\n"${long}",a\ny,b`)[0]![0]).toHaveLength(1e6 + 1);
  });
});

describe("a table is refused by line and column", () => {
  it.each([
    ["text,s,t\nx,a,b\ny,a,\n", 'data.csv, line 3, column 3: the level "t" is missing.'],
    ['text,s,t\n"x\ny",a,b\nz, ,b\n', 'data.csv, line 4, column 2: the level "s" is missing.'],
    ["text,c\nx,a\ny\n", "data.csv, line 3, column 1: the row has 1 field(s), the header 2."],
    [
      "text,c\nx,y,a\n",
      "data.csv, line 2, column 3: the row has 3 field(s), the header 2; a field that holds the sign between columns must be quoted.",
    ],
    ['text,c\nx,a\n"y,b\nz,c\n', "data.csv, line 3, column 1: the quote that opens here is never closed."],
    [
      'text,c\n"a" b,c\n',
      'data.csv, line 2, column 1: text goes on after the closing quote; a quote inside a field is written "".',
    ],
    ["text,c,c\n", 'data.csv, line 1, column 3: a second column is named "c".'],
    ["text,c,\n", "data.csv, line 1, column 3: this column has no name."],
  ])("%j", async (text, sentence) => {
    expect(await told(text)).toBe(`bad-data: ${sentence}`);
  });
});

describe("columns are refused by name", () => {
  it.each([
    [
      "words,topic\nx,a\n",
      'none of its columns is named text, sentence or sentences; it has "words", "topic".',
    ],
    ["text,sentence,c\nx,y,a\n", 'it has 2 columns of text, "text" and "sentence"; one is needed.'],
    ["text,a,b,c,d,e\n", "5 columns beside the text would be levels"],
    ["text,c\n", "it has 0 class(es); telling apart needs two or more."],
    ["text,c\nx,a\n", "it has 1 class(es); telling apart needs two or more."],
  ])("%j", async (text, sentence) => {
    expect(await told(text)).toContain(`data.csv can't be used as a data set: ${sentence}`);
  });

  it("when one has too many categories to be a level", async () => {
    const rows = Array.from({ length: 2001 }, (_, i) => `x,${i}\n`).join("");
    expect(await told(`text,id\n${rows}`)).toBe(
      'bad-data: data.csv, line 2002: here the 2001st class begins, 2000 are the most; is each of "id" a category?',
    );
  });
});

describe("JSON lines", () => {
  const first = '{"text":"x","s":"a","t":1}';
  it("may have their fields in any order, and numbers or truth values as categories", () => {
    const data = read(`${first}\n{"t":true,"s":"b","text":"y"}`, "d.jsonl");
    expect(data.classes.map((c) => c.path)).toEqual([
      ["a", "1"],
      ["b", "true"],
    ]);
  });

  it.each([
    ['{"text":"y","s":"a"}', 'the level "t" is missing'],
    ['{"text":"y","s":null,"t":1}', 'the level "s" is missing'],
    ['{"text":"y","s":["a"],"t":1}', 'the level "s" is a list, not a name'],
    ['{"s":"a","t":1}', '"text" is missing, not text'],
    ['{"text":7,"s":"a","t":1}', '"text" is number, not text'],
    ['{"text":"y","s":"a","t":1,"u":2}', 'the field "u" is none of the first line\'s'],
    ['["y","a",1]', "each line must be an object with a text and its categories"],
  ])("are refused by line: %s", async (line, what) => {
    expect(await told(`${first}\n\n${line}\n`, "d.jsonl")).toBe(`bad-data: d.jsonl, line 3: ${what}.`);
  });
});

describe("categories", () => {
  const alike =
    "differ only in case or in the spaces around them; give them one spelling, or names further apart.";
  it.each([
    ["text,c\nx,Bees\ny,bees\n", '"Bees" and "bees"'],
    ["text,c\nx,bees\ny,bees \n", '"bees" and "bees "'],
    ['{"a":{"Loud":["x"]},"b":{"loud":["y"]}}', '"Loud" and "loud"'],
    ['{"text":"x","c":"É"}\n{"text":"y","c":"é"}', '"É" and "é"'],
  ])("that differ only in case or spaces are refused by both names: %j", async (text, names) => {
    expect(await told(text, "d")).toBe(
      `bad-data: d can't be used as a data set: the categories ${names} ${alike}`,
    );
  });

  it.each([
    ['{"a":["x"],"b":[]}', 'the class "b" has no sentences.'],
    ['{"a":["x"],"b":{}}', '"b" is empty.'],
    ['{"a":["x"],"":["y"]}', "a category of level 1 has no name."],
  ])("without sentences or name are refused: %s", async (text, what) => {
    expect(await told(text, "d.json")).toBe(`bad-data: d.json can't be used as a data set: ${what}`);
  });
});
