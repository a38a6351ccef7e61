import sentencesUrl from "../data/sentences.json?url";
import splitUrl from "../data/split.json?url";
import { parseDataset } from "../src/core/dataset.ts";
import { Failure } from "../src/core/failure.ts";
import { leaks, splitFromFile } from "../src/core/split.ts";
import type { HeldOut } from "../src/engine/lab.ts";
import { sha256Hex } from "../src/model/sha256.ts";

/** Our own data's held-out part, `perClass` of each class (all of them where it is absent). Must be what the atlas was fitted beside. */
export async function loadHeldOut(expectedSha256: string, perClass?: number): Promise<HeldOut> {
  const [sentences, splitFile] = await Promise.all([load(sentencesUrl), load(splitUrl)]);
  const hash = await sha256Hex(sentences);
  if (hash !== "" && hash !== expectedSha256) {
    throw new Failure(
      "mismatch",
      "The atlas was fitted on other sentences than those that ship with this page: reload it.",
    );
  }
  const parse = (bytes: Uint8Array<ArrayBuffer>): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const split = splitFromFile(
    parseDataset(parse(sentences), "sentences.json"),
    parse(splitFile),
    "split.json",
  );
  const leaked = leaks(split);
  const seen = new Map<number, number>();
  const kept = split.test.map(({ trueClass }) => {
    const n = seen.get(trueClass) ?? 0;
    seen.set(trueClass, n + 1);
    return perClass === undefined || n < perClass;
  });
  return { test: split.test.filter((_, i) => kept[i]), leaked: leaked.filter((_, i) => kept[i]) };
}

async function load(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(url, import.meta.url)).catch(() => undefined);
  if (!response?.ok)
    throw new Failure("io", "The held-out sentences can't be loaded: is the server still running?");
  return new Uint8Array(await response.arrayBuffer());
}
