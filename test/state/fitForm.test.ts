import { describe, expect, it } from "vitest";
import { PUBLISHED } from "../../src/core/options.ts";
import {
  DEFAULT_FIT_FORM,
  type FitForm,
  optionFields,
  pastedName,
  readInput,
  readOptions,
  readRequest,
  readSplit,
} from "../../src/state/fitForm.ts";
import { refusal } from "../support/refusal.ts";

const form = (change: Partial<FitForm>): FitForm => ({ ...DEFAULT_FIT_FORM, ...change });
const file = new File(["x"], "own.csv");

describe("options", () => {
  it.each([
    PUBLISHED,
    { ...PUBLISHED, pooling: "mean", center: false, tailRule: { rule: "std", k: 2.5 } } as const,
    { ...PUBLISHED, densityFloor: 1e-9, tailRule: { rule: "fixed", left: -3.5, right: 12 } } as const,
    { ...PUBLISHED, gridPoints: 500, prependBos: false, tailRule: { rule: "relative" } } as const,
  ])("survive their fields: %j", (options) => {
    expect(readOptions(optionFields(options))).toEqual(options);
  });

  it.each([
    [{ bandwidthScale: "0" }, "Bandwidth scale is “0”"],
    [{ bandwidthScale: "" }, "Bandwidth scale is “”"],
    [{ gridPoints: "99.5" }, "Grid points is “99.5”"],
    [{ densityFloor: "small" }, "Density floor is “small”"],
    [{ rule: "std", k: "-1" }, "Standard deviations of the tail rule"],
    [{ rule: "fixed", left: "4", right: "4" }, "above the left one, 4"],
  ] as const)("that can't be used are refused by name: %j", async (change, words) => {
    const fields = { ...optionFields(PUBLISHED), ...change };
    expect(await refusal(async () => readOptions(fields))).toContain(words);
  });

  it("of a rule that is not chosen may stay half typed", () => {
    expect(readOptions({ ...optionFields(PUBLISHED), k: "", left: "x" })).toEqual(PUBLISHED);
  });
});

describe("data", () => {
  it("are ours unless something else was chosen", () => {
    expect(readInput(form({ text: "typed before" }))).toBeUndefined();
    expect(readSplit(form({ seed: "no number" }))).toBeUndefined();
  });

  it("come from a file, pasted text or an address", () => {
    expect(readInput(form({ source: "file", file }))).toEqual({ name: "own.csv", source: file });
    const text = "text,kind\na,b";
    expect(readInput(form({ source: "paste", text }))).toEqual({ name: "pasted.csv", source: { text } });
    const url = " https://example.org/a/my%20set.jsonl?x=1 ";
    expect(readInput(form({ source: "url", url }))).toEqual({
      name: "my set.jsonl",
      source: { url: url.trim() },
    });
  });

  it.each([
    [{ source: "file" }, "No file"],
    [{ source: "paste", text: " \n" }, "Nothing was pasted"],
    [{ source: "url", url: "example" }, "“example” is no web address"],
  ] as const)("that are not there yet are asked for: %j", async (change, words) => {
    expect(await refusal(async () => readInput(form(change)))).toContain(words);
  });

  it("are divided by chance, by a file, or all of them train", async () => {
    const own = { source: "paste", text: "x" } as const;
    expect(readSplit(form({ ...own, testShare: "12.5" }))).toEqual({
      kind: "seed",
      seed: 42,
      testShare: 0.125,
    });
    expect(readSplit(form({ ...own, split: "test", testFile: file }))).toEqual({
      kind: "test",
      name: "own.csv",
      file,
    });
    expect(await refusal(async () => readSplit(form({ ...own, split: "file" })))).toContain("No split file");
    expect(await refusal(async () => readSplit(form({ ...own, testShare: "100" })))).toContain("“100”");
  });

  it.each([
    ['{"a": ["b"]}', "pasted.json"],
    ['{"text":"a","k":"b"}\n{"text":"c","k":"d"}', "pasted.jsonl"],
    ['{\n "a": []\n}', "pasted.json"],
    ["text\tkind\na\tb", "pasted.tsv"],
    ["text,kind", "pasted.csv"],
  ])("that were pasted get the ending of their format: %s", (text, name) => {
    expect(pastedName(text)).toBe(name);
  });
});

it("an atlas without a name is called by model and data", () => {
  expect(readRequest(form({ name: "  " }), "m", "d.csv").name).toBe("m on d.csv");
  expect(readRequest(form({ name: " mine " }), "m", "d.csv")).toEqual({ name: "mine", options: PUBLISHED });
});
