import { basename } from "node:path";
import { type Dataset, parseDataset } from "../core/dataset.ts";
import { Failure } from "../core/failure.ts";
import { type Split, seededSplit, splitFromFile } from "../core/split.ts";
import { sha256Hex } from "../model/sha256.ts";
import { readBytes, readJsonFile } from "./files.ts";
import { type Flags, required, text, wholeFlag } from "./flags.ts";

export interface LoadedData {
  dataset: Dataset;
  split: Split;
  name: string;
  sha256: string;
  /** How it was split, for the recipe. */
  splitName: string;
}

export const DATA_FLAGS = { data: "string", split: "string", seed: "string" } as const;

/** The data set, split by a file or a seed. `splitName` is taken where no flag says otherwise (an atlas's own). */
export async function loadData(flags: Flags, splitName?: string): Promise<LoadedData> {
  const path = required(flags, "data");
  const bytes = await readBytes(path);
  const dataset = parseDataset(await readJsonFile(path), path);
  const shared = { dataset, name: basename(path), sha256: await sha256Hex(bytes) };
  const file = text(flags, "split");
  if (file !== undefined) {
    if (text(flags, "seed") !== undefined)
      throw new Failure("usage", "--split and --seed exclude each other.");
    const split = splitFromFile(dataset, await readJsonFile(file), file);
    const hash = await sha256Hex(await readBytes(file));
    return { ...shared, split, splitName: `${basename(file)} ${hash.slice(0, 12)}` };
  }
  const stored = /^seed (\d+)$/.exec(splitName ?? "")?.[1];
  if (text(flags, "seed") === undefined && splitName !== undefined && stored === undefined) {
    throw new Failure("usage", `--split is missing: the atlas was fitted with the split "${splitName}".`);
  }
  const seed = wholeFlag(flags, "seed", Number(stored ?? 42), 0, 2 ** 32 - 1);
  return { ...shared, split: seededSplit(dataset, seed), splitName: `seed ${seed}` };
}
