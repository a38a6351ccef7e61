import type { Dataset } from "./dataset.ts";
import { parseData, requireDataSize } from "./dataText.ts";
import { decodeText } from "./decodeText.ts";
import { parseJson } from "./json.ts";
import { type Split, seededSplit, splitFromFile, splitFromTestSet } from "./split.ts";

export const DEFAULT_SEED = 42;
export const DEFAULT_TEST_SHARE = 0.2;

/** How to divide a data set; `file` is a split file of the study's format, `test` a data set of test sentences. */
export type Division =
  | { kind: "seed"; seed: number; testShare: number }
  | { kind: "file" | "test"; name: string; bytes: Uint8Array; sha256: string };

/**
 * Divides a data set and names how, for the recipe: the same words in the page and on the command line.
 * @throws Failure("bad-data")
 */
export function divide(dataset: Dataset, by: Division): { split: Split; splitName: string } {
  if (by.kind === "seed") {
    const split = seededSplit(dataset, by.seed, by.testShare);
    return { split, splitName: seedName(by.seed, by.testShare) };
  }
  const { name, bytes, sha256 } = by;
  requireDataSize(bytes.length, name);
  const file = `${name} ${sha256.slice(0, 12)}`;
  if (by.kind === "test")
    return {
      split: splitFromTestSet(dataset, parseData(bytes, name, 1), name),
      splitName: `all, test ${file}`,
    };
  return { split: splitFromFile(dataset, parseJson(decodeText(bytes, name), name), name), splitName: file };
}

function seedName(seed: number, testShare: number): string {
  return testShare === DEFAULT_TEST_SHARE ? `seed ${seed}` : `seed ${seed}, test share ${testShare}`;
}

/** A seeded split from the name that `divide` gave it; undefined where it was no seeded one. */
export function seedFromName(splitName: string): { seed: number; testShare: number } | undefined {
  const found = /^seed (\d+)(?:, test share ([\d.e-]+))?$/.exec(splitName);
  return found ? { seed: Number(found[1]), testShare: Number(found[2] ?? DEFAULT_TEST_SHARE) } : undefined;
}
