import sentencesUrl from "../data/sentences.json?url";
import splitUrl from "../data/split.json?url";
import type { DataInput, DataPreview, HandedBlob, SplitChoice } from "../src/core/api.ts";
import { previewData } from "../src/core/dataPreview.ts";
import type { Dataset } from "../src/core/dataset.ts";
import { parseData, requireDataSize } from "../src/core/dataText.ts";
import { DEFAULT_SEED, DEFAULT_TEST_SHARE, type Division, divide } from "../src/core/divide.ts";
import { Failure, throwIfAborted } from "../src/core/failure.ts";
import { identicalLeaks, identicalRepeats, normalizedSplit, type Split } from "../src/core/split.ts";
import { sha256Hex } from "../src/model/sha256.ts";
import { fetchData } from "./fetchData.ts";

/** The data set that is fitted and evaluated on. */
export interface TakenData {
  dataset: Dataset;
  split: Split;
  name: string;
  sha256: string;
  /** How it was split, for the recipe. */
  splitName: string;
  /** To the letter: it also stands in its class's training part. [test] */
  leaked: boolean[];
  /** To the letter: it stands anywhere else. [test] */
  repeated: boolean[];
}

type ReadData = Omit<TakenData, "leaked" | "repeated">;

export interface DataHolder {
  /**
   * Takes a data set, divided as asked; without input our own sentences, and without a choice their own split. What was
   * taken before stays until this one is whole. A newer call makes an older one reject as "aborted".
   */
  take(input: DataInput | undefined, split: SplitChoice | undefined): Promise<DataPreview>;
  /** What was taken last; our own sentences where nothing was. */
  current(): Promise<TakenData>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Keeps one data set in memory. `embedded` reads our own sentences and their split file. */
export function createDataHolder(embedded: () => Promise<[Bytes, Bytes]> = loadEmbedded): DataHolder {
  let taken: Promise<TakenData> | undefined;
  let newest = new AbortController();

  const read = async (
    input: DataInput | undefined,
    choice: SplitChoice | undefined,
    signal: AbortSignal,
  ): Promise<ReadData> => {
    const own = input ? undefined : await embedded();
    const bytes = own ? own[0] : await inputBytes(input!, signal);
    const name = input?.name ?? "sentences.json";
    const dataset = parseData(bytes, name);
    const by =
      own && !choice
        ? ({ kind: "file", name: "split.json", bytes: own[1], sha256: await sha256Hex(own[1]) } as const)
        : await divisionOf(choice);
    const sha256 = await sha256Hex(bytes);
    throwIfAborted(signal);
    return { dataset, name, sha256, ...divide(dataset, by) };
  };
  return {
    async take(input, choice) {
      newest.abort();
      const mine = new AbortController();
      newest = mine;
      const data = await read(input, choice, mine.signal);
      throwIfAborted(mine.signal);
      const { dataset, split, name, sha256, splitName } = data;
      const normalized = normalizedSplit(split);
      const preview = previewData(dataset, split, name, sha256, splitName, normalized);
      taken = Promise.resolve(judged(data));
      return preview;
    },
    current() {
      taken ??= read(undefined, undefined, new AbortController().signal)
        .then(judged)
        .catch((error: unknown) => {
          taken = undefined; // the next call tries anew
          throw error;
        });
      return taken;
    },
  };
}

const judged = (data: ReadData): TakenData => ({
  ...data,
  leaked: identicalLeaks(data.split),
  repeated: identicalRepeats(data.split),
});

async function inputBytes({ name, source }: DataInput, signal: AbortSignal): Promise<Bytes> {
  if ("url" in source) return fetchData(source.url, signal);
  // a Blob has a `text` too, which is a function
  if ("text" in source && typeof source.text === "string") return new TextEncoder().encode(source.text);
  return fileBytes(source as HandedBlob, name);
}

async function divisionOf(choice: SplitChoice | undefined): Promise<Division> {
  if (!choice) return { kind: "seed", seed: DEFAULT_SEED, testShare: DEFAULT_TEST_SHARE };
  if (choice.kind === "seed") return choice;
  const bytes = await fileBytes(choice.file, choice.name);
  return { kind: choice.kind, name: choice.name, bytes, sha256: await sha256Hex(bytes) };
}

async function fileBytes(file: HandedBlob, name: string): Promise<Bytes> {
  requireDataSize(file.size, name);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Failure("io", `${name} can't be read: it was moved or changed; choose it again.`);
  }
}

function loadEmbedded(): Promise<[Bytes, Bytes]> {
  return Promise.all([load(sentencesUrl), load(splitUrl)]);
}

async function load(url: string): Promise<Bytes> {
  const response = await fetch(new URL(url, import.meta.url)).catch(() => undefined);
  if (!response?.ok)
    throw new Failure("io", "Our own sentences can't be loaded: is the server still running?");
  return new Uint8Array(await response.arrayBuffer());
}
