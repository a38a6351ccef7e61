import type { DataInput, FitRequest, SplitChoice } from "../core/api.ts";
import { Failure } from "../core/failure.ts";
import { type FitOptions, PUBLISHED } from "../core/options.ts";
import type { Pooling } from "../core/pooling.ts";
import type { TailRule } from "../core/tails.ts";

/** Fit options as they stand in their fields: numbers as typed. */
export interface OptionFields {
  dropLastWord: boolean;
  prependBos: boolean;
  center: boolean;
  pooling: Pooling;
  rule: TailRule["rule"];
  k: string;
  left: string;
  right: string;
  bandwidthScale: string;
  gridPoints: string;
  densityFloor: string;
}

/** Everything that is typed or handed over on the Fit tab, kept while other tabs are open. */
export interface FitForm {
  source: "own" | "file" | "paste" | "url";
  file: File | undefined;
  text: string;
  url: string;
  split: "seed" | "file" | "test";
  seed: string;
  /** Per cent. */
  testShare: string;
  splitFile: File | undefined;
  testFile: File | undefined;
  options: OptionFields;
  /** Empty: a name is made up. */
  name: string;
}

export function optionFields(options: FitOptions): OptionFields {
  const { tailRule, bandwidthScale, gridPoints, densityFloor, ...rest } = options;
  return {
    ...rest,
    rule: tailRule.rule,
    k: tailRule.rule === "std" ? String(tailRule.k) : "2",
    left: tailRule.rule === "fixed" ? String(tailRule.left) : "-10",
    right: tailRule.rule === "fixed" ? String(tailRule.right) : "10",
    bandwidthScale: String(bandwidthScale),
    gridPoints: String(gridPoints),
    densityFloor: String(densityFloor),
  };
}

export const DEFAULT_FIT_FORM: FitForm = {
  source: "own",
  file: undefined,
  text: "",
  url: "",
  split: "seed",
  seed: "42",
  testShare: "20",
  splitFile: undefined,
  testFile: undefined,
  options: optionFields(PUBLISHED),
  name: "",
};

/** @throws Failure("usage") that names the field whose number can't be used */
export function readOptions(fields: OptionFields): FitOptions {
  const { dropLastWord, prependBos, center, pooling } = fields;
  return {
    ...{ dropLastWord, prependBos, center, pooling },
    bandwidthScale: numberOf(fields.bandwidthScale, "Bandwidth scale", (x) => x > 0, "above 0"),
    gridPoints: numberOf(
      fields.gridPoints,
      "Grid points",
      (x) => Number.isInteger(x) && x >= 10 && x <= 100_000,
      "a whole number from 10 to 100000",
    ),
    densityFloor: numberOf(fields.densityFloor, "Density floor", (x) => x > 0, "above 0"),
    tailRule: readRule(fields),
  };
}

function readRule({ rule, k, left, right }: OptionFields): TailRule {
  if (rule === "std")
    return { rule, k: numberOf(k, "Standard deviations of the tail rule", (x) => x > 0, "above 0") };
  if (rule !== "fixed") return { rule };
  const from = numberOf(left, "Left cut-off", Number.isFinite, "a number");
  const right_ = numberOf(right, "Right cut-off", (x) => x > from, `above the left one, ${from}`);
  return { rule, left: from, right: right_ };
}

/** The data set that is asked for. Undefined: our own sentences. @throws Failure("usage") where it is not there yet */
export function readInput({ source, file, text, url }: FitForm): DataInput | undefined {
  if (source === "own") return undefined;
  if (source === "file") {
    if (file === undefined) throw new Failure("usage", "No file was chosen yet: drop one, or choose it.");
    return { name: file.name, source: file };
  }
  if (source === "paste") {
    if (text.trim() === "")
      throw new Failure("usage", "Nothing was pasted yet: paste JSON, JSONL, CSV or TSV.");
    return { name: pastedName(text), source: { text } };
  }
  const address = url.trim();
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw new Failure("usage", `“${address}” is no web address: one begins with https://.`);
  return { name: lastPart(address), source: { url: address } };
}

/** Undefined: the split of our own sentences. @throws Failure("usage") where a number or a file is not there */
export function readSplit(form: FitForm): SplitChoice | undefined {
  if (form.source === "own") return undefined;
  if (form.split === "seed") {
    const seed = numberOf(
      form.seed,
      "Seed of the split",
      (x) => Number.isInteger(x) && x >= 0,
      "a whole number",
    );
    const share = numberOf(
      form.testShare,
      "Share for testing",
      (x) => x >= 0 && x < 100,
      "from 0 to under 100 %",
    );
    return { kind: "seed", seed, testShare: share / 100 };
  }
  const file = form.split === "file" ? form.splitFile : form.testFile;
  if (file === undefined)
    throw new Failure(
      "usage",
      form.split === "file" ? "No split file was chosen yet." : "No file of test sentences was chosen yet.",
    );
  return { kind: form.split, name: file.name, file };
}

/** What to fit, with a name made of model and data where none was typed. */
export function readRequest(form: FitForm, modelId: string, dataName: string): FitRequest {
  const name = form.name.trim() || `${modelId} on ${dataName}`;
  return { options: readOptions(form.options), name };
}

function numberOf(text: string, what: string, fits: (x: number) => boolean, wanted: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && fits(value)) return value;
  throw new Failure("usage", `${what} is “${text}”: it must be ${wanted}.`);
}

/** Names tell readers the format, so pasted text gets one by its looks. */
export function pastedName(text: string): string {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("[")) {
    const first = start.split("\n", 1)[0]!.trim();
    return /^\{.*\}$/.test(first) && start.trimEnd().includes("\n") ? "pasted.jsonl" : "pasted.json";
  }
  return start.split("\n", 1)[0]!.includes("\t") ? "pasted.tsv" : "pasted.csv";
}

function lastPart(address: string): string {
  const { pathname, host } = new URL(address);
  return decodeURIComponent(pathname.split("/").at(-1) ?? "") || host;
}
