import { describe, expect, it } from "vitest";
import { parseDataset } from "../../src/core/dataset.ts";
import { parseData } from "../../src/core/dataText.ts";
import { type Division, divide, seedFromName } from "../../src/core/divide.ts";
import {
  identicalLeaks,
  identicalRepeats,
  leaks,
  normalizedSplit,
  seededSplit,
  splitFromTestSet,
  splitToFile,
} from "../../src/core/split.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";

const data = parseDataset({ s: { a: ["x", "y", "Z!"], b: ["x", "q"] }, t: { a: ["u"] } }, "d.json");
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const file = (kind: "file" | "test", name: string, value: unknown): Division => ({
  kind,
  name,
  bytes: bytes(value),
  sha256: "0123456789abcdef",
});

describe("a test set of its own", () => {
  it("leaves all sentences to training, and may lack classes", () => {
    const test = parseDataset({ t: { a: ["new"] }, s: { b: ["x", "w"] } }, "t.json");
    const split = splitFromTestSet(data, test, "t.json");
    expect(split.train).toEqual(data);
    expect(split.test).toEqual([
      { text: "new", trueClass: 2 },
      { text: "x", trueClass: 1 },
      { text: "w", trueClass: 1 },
    ]);
  });

  it("finds its levels by the names of their columns, wherever they stand", () => {
    const table = (text: string) => parseData(bytes(text), "t.csv", 1);
    const train = table("text,s,t\nx,a,b\ny,b,a\n");
    const swapped = splitFromTestSet(train, table("t,text,s\nb,new,a\n"), "t.csv");
    expect(swapped.test).toEqual([{ text: "new", trueClass: 0 }]);
    const renamed = splitFromTestSet(train, table("u,text,s\nb,new,a\n"), "t.csv");
    expect(renamed.test).toEqual([{ text: "new", trueClass: 1 }]);
  });

  it.each([
    [{ s: { c: ["x"] }, t: { a: ["y"] } }, "s / c"],
    [{ s: ["x"], t: ["y"] }, "s"],
  ])("is refused with a class that the data set lacks", async (json, path) => {
    const test = parseDataset(json, "t.json");
    expect(await refusal(() => splitFromTestSet(data, test, "t.json"))).toBe(
      `bad-data: t.json has the class "${path}", which the data set lacks: nothing is trained to tell it.`,
    );
  });
});

describe("repeats and leaks", () => {
  const test = parseDataset({ s: { a: ["z", "x"], b: ["Y", "alone", "twin"] }, t: { a: ["twin"] } }, "t");
  const split = splitFromTestSet(data, test, "t");

  it("are of a sentence's own class, or of any part", () => {
    expect(split.test.map((t) => t.text)).toEqual(["z", "x", "Y", "alone", "twin", "twin"]);
    expect(leaks(split)).toEqual([true, true, false, false, false, false]);
    expect(identicalLeaks(split)).toEqual([false, true, false, false, false, false]);
    expect(identicalRepeats(normalizedSplit(split))).toEqual([true, true, true, false, true, true]);
  });
});

describe("dividing", () => {
  const whole = parseDataset(tinyData(10), "d.json");
  const seed = (n: number, testShare = 0.2) => divide(whole, { kind: "seed", seed: n, testShare });

  it("by a seed is named so that it can be done again", () => {
    expect(seed(7)).toEqual({ split: seededSplit(whole, 7), splitName: "seed 7" });
    for (const [n, share] of [
      [42, 0.2],
      [3, 0.35],
      [0, 0],
    ] as const) {
      const { split, splitName } = seed(n, share);
      expect(split.test).toHaveLength(4 * Math.round(10 * share));
      expect(seedFromName(splitName)).toEqual({ seed: n, testShare: share });
    }
    expect(seedFromName("seeds.json 0123456789ab")).toBeUndefined();
  });

  it("by a file is named by the file and its hash", () => {
    const { split } = seed(3);
    expect(divide(whole, file("file", "s.json", splitToFile(whole, split)))).toEqual({
      split,
      splitName: "s.json 0123456789ab",
    });
  });

  it("by a test set takes any format, and one class", () => {
    const csv = "text,subject,attribute\nsomething new,about bees,loud\n";
    const { split, splitName } = divide(whole, file("test", "t.csv", csv));
    expect(splitName).toBe("all, test t.csv 0123456789ab");
    expect(split).toEqual({ train: whole, test: [{ text: "something new", trueClass: 0 }] });
  });

  it("by a broken file says where it is broken", async () => {
    expect(await refusal(() => divide(whole, file("file", "s.json", "{\n]")))).toContain(
      "s.json is no JSON: line 2, column 1",
    );
    expect(await refusal(() => divide(whole, file("test", "t.csv", "text,a\nx,\n")))).toContain(
      "t.csv, line 2, column 2",
    );
  });
});
