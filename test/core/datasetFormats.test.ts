import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/core/dataset.ts";
import { dataFormat, parseData } from "../../src/core/dataText.ts";
import { seededRandom } from "../../src/core/random.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "data") => parseData(utf8(text), name);
const nested = tinyData(5);
const rows = Object.entries(nested).flatMap(([subject, attributes]) =>
  Object.entries(attributes).flatMap(([attribute, texts]) =>
    texts.map((text) => ({ text, subject, attribute })),
  ),
);
const lines = rows.map((row) => JSON.stringify(row)).join("\n");
const table = (sign: string) =>
  ["text,subject,attribute", ...rows.map((r) => `${r.text},${r.subject},${r.attribute}`)]
    .join("\n")
    .replaceAll(",", sign);

describe("one data set in every format", () => {
  const { classes } = read(JSON.stringify(nested));
  it.each([
    ["JSON, indented", JSON.stringify(nested, null, 2)],
    ["JSON lines", lines],
    ["CSV", table(",")],
    ["CSV with semicolons", table(";")],
    ["TSV", table("\t")],
  ])("%s has the same classes, whatever its name", (_, text) => {
    expect(classes).toHaveLength(4);
    for (const name of ["data", "data.json", "data.jsonl", "data.csv", "data.tsv"]) {
      expect(read(text, name).classes, name).toEqual(classes);
      expect(read(`\uFEFF${text}\n\n`, name).classes, name).toEqual(classes);
      expect(read(text.replaceAll("\n", "\r\n"), name).classes, name).toEqual(classes);
    }
  });

  it("is read from UTF-16 with a mark", () => {
    const text = table(",").replaceAll("about", "über");
    const units = Uint16Array.from([0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))]);
    const little = new Uint8Array(units.buffer);
    const big = little.map((_, i) => little[i ^ 1]!);
    expect(parseData(little, "d").classes).toEqual(read(text).classes);
    expect(parseData(big, "d").classes).toEqual(read(text).classes);
  });

  it("keeps the names of its columns as those of its levels", () => {
    expect(read(table(",")).levels).toEqual(["subject", "attribute"]);
    expect(read(lines).levels).toEqual(["subject", "attribute"]);
    expect(read(JSON.stringify(nested)).levels).toBeUndefined();
  });
});

describe("what a file is", () => {
  it.each([
    ["json", '{"a":["x"],"b":["y"]}', "d.jsonl"],
    ["json", '{"text":["x"],"b":["y"]}', "d"],
    ["jsonl", '{"text":"x","c":"a"}', "d.json"],
    ["jsonl", '{"text":"x" "c":"a"}\n{"text":"y","c":"b"}', "d.json"],
    ["jsonl", '{"text":"x"', "d.ndjson"],
    ["json", "null", "d.json"],
    [",", "text,a\tb\n", "d.txt"],
    [",", 'class,"text"\n', "d.json"],
    ["\t", "text, with commas\tsentence\n", "d.tsv"],
    [",", "words,more\tsigns", "d.csv"],
    ["\t", "words,more\tsigns", "d"],
  ])("is %j by content: %j in %s", (format, text, name) => {
    expect(dataFormat(text, name)).toBe(format);
  });

  it("is refused where nothing tells", async () => {
    expect(await refusal(() => read("once upon a time", "tale.txt"))).toBe(
      "bad-data: tale.txt can't be used as a data set: it begins like neither JSON, JSON lines nor a table with commas or tabs.",
    );
    expect(await refusal(() => read(" \n", "tale.txt"))).toContain("it is empty");
  });
});

describe("a large file", () => {
  const random = seededRandom(5);
  const words = Array.from({ length: 400 }, () =>
    Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, "x"),
  );
  const sentence = () => Array.from({ length: 12 }, () => words[Math.floor(random() * 400)]!).join(" ");
  const classes = Array.from({ length: 200 }, (_, c) => ({
    path: [`subject ${c % 20}`, `attribute ${Math.floor(c / 20)}`],
    sentences: Array.from({ length: 1000 }, sentence),
  }));
  const size = (data: Dataset) => data.classes.reduce((n, c) => n + c.sentences.length, 0);

  it("of about 20 MB is read in any format, in linear time", () => {
    const flat = classes.flatMap(({ path, sentences }) => sentences.map((text) => ({ text, path })));
    const csv = flat.map(({ text, path }) => `${path[0]},"${text}",${path[1]}\r\n`).join("");
    const jsonl = flat.map(({ text, path: [a, b] }) => `${JSON.stringify({ text, a, b })}\n`).join("");
    const json: Record<string, Record<string, string[]>> = {};
    for (const { path, sentences } of classes) {
      json[path[0]!] ??= {};
      json[path[0]!]![path[1]!] = sentences;
    }
    for (const text of [`a,text,b\n${csv}`, jsonl, JSON.stringify(json)]) {
      const bytes = utf8(text);
      expect(bytes.length).toBeGreaterThan(15e6);
      const data = parseData(bytes, "large");
      expect([data.classes.length, size(data)]).toEqual([200, 200_000]);
    }
  });

  it("of over 200 MB is refused before it is looked at", async () => {
    expect(await refusal(() => parseData(new Uint8Array(200_000_001), "huge.csv"))).toBe(
      "bad-data: huge.csv has 201 MB; 200 MB are the most that is read: take a part of it.",
    );
  });
});
