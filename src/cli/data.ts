import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Dataset } from "../core/dataset.ts";
import { parseData, requireDataSize } from "../core/dataText.ts";
import { DEFAULT_SEED, DEFAULT_TEST_SHARE, type Division, divide, seedFromName } from "../core/divide.ts";
import { Failure } from "../core/failure.ts";
import type { Split } from "../core/split.ts";
import { sha256Hex } from "../model/sha256.ts";
import { readBytes } from "./files.ts";
import { type Flags, numberFlag, required, text, wholeFlag } from "./flags.ts";

export interface LoadedData {
  dataset: Dataset;
  split: Split;
  name: string;
  sha256: string;
  /** How it was split, for the recipe. */
  splitName: string;
}

export const DATA_FLAGS = {
  data: "string",
  split: "string",
  seed: "string",
  "test-share": "string",
  test: "string",
} as const;

export const DATA_USAGE = "--data F [--split F.json | --seed 42 --test-share 0.2 | --test F]";

export const DATA_HELP = `  --data F                nested JSON, JSON lines, CSV or TSV: a text and 1 to 4 levels of categories
  --split F.json          which sentences are held out, in the study's format
  --seed 42               instead: so many of each class, drawn by this seed (42)
  --test-share 0.2        that many: a part of each class (0.2)
  --test F                instead: all of it trains, and the test sentences are another file's`;

/** The data set, split by a file or a seed. `splitName` is taken where no flag says otherwise (an atlas's own). */
export async function loadData(flags: Flags, splitName?: string): Promise<LoadedData> {
  const path = required(flags, "data");
  const stored = seedFromName(splitName ?? "");
  const ways = ["split", "test"].filter((flag) => text(flags, flag) !== undefined);
  const seeded = ["seed", "test-share"].filter((flag) => text(flags, flag) !== undefined);
  if (ways.length === 2) throw new Failure("usage", "--split and --test exclude each other.");
  if (ways.length === 1 && seeded.length > 0)
    throw new Failure("usage", `--${ways[0]} and --${seeded[0]} exclude each other.`);
  if (ways.length + seeded.length === 0 && splitName !== undefined && stored === undefined) {
    const flag = splitName.startsWith("all, test ") ? "--test" : "--split";
    throw new Failure("usage", `${flag} is missing: the atlas was fitted with the split "${splitName}".`);
  }
  const seed = wholeFlag(flags, "seed", stored?.seed ?? DEFAULT_SEED, 0, 2 ** 32 - 1);
  const testShare = numberFlag(flags, "test-share", stored?.testShare ?? DEFAULT_TEST_SHARE, 0, 0.99);
  const { bytes, sha256 } = await readData(path);
  const dataset = parseData(bytes, path);
  const by: Division =
    ways.length === 0 ? { kind: "seed", seed, testShare } : await fileDivision(flags, ways[0]!);
  return { dataset, name: basename(path), sha256, ...divide(dataset, by) };
}

async function fileDivision(flags: Flags, way: string): Promise<Division> {
  const path = required(flags, way);
  return { kind: way === "test" ? "test" : "file", name: basename(path), ...(await readData(path)) };
}

async function readData(path: string) {
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0, // reading it says why
  );
  requireDataSize(size, path);
  const bytes = await readBytes(path);
  return { bytes, sha256: await sha256Hex(bytes) };
}
