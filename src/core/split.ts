import type { Dataset } from "./dataset.ts";
import { Failure } from "./failure.ts";
import { seededRandom, shuffledIndices } from "./random.ts";
import { normalizeText, wellFormed } from "./text.ts";

/** A data set in two parts; `train` has the classes and order of the data set. */
export interface Split {
  train: Dataset;
  test: TestSentence[];
}

export interface TestSentence {
  text: string;
  /** Index into the data set's classes. */
  trueClass: number;
}

/**
 * Reads the study's split file, `{test_sentences: […], test_categories: [[subject, attribute], …]}`. The training set
 * is the data set with the test sentences taken out of their own class as a multiset: one for one.
 */
export function splitFromFile(dataset: Dataset, json: unknown, name: string): Split {
  const file = json as { test_sentences?: unknown; test_categories?: unknown } | null;
  const sentences = file?.test_sentences;
  const categories = file?.test_categories;
  if (!Array.isArray(sentences) || !Array.isArray(categories) || sentences.length !== categories.length) {
    throw new Failure(
      "bad-data",
      `${name} is no split file: it needs test_sentences and test_categories of equal length.`,
    );
  }
  const classOf = new Map(dataset.classes.map((c, i) => [JSON.stringify(c.path), i]));
  const takeOut = dataset.classes.map(() => new Map<string, number>());
  const test = sentences.map((sentence: unknown, i): TestSentence => {
    const trueClass = classOf.get(JSON.stringify(categories[i]));
    if (trueClass === undefined || typeof sentence !== "string") {
      const category = JSON.stringify(categories[i]);
      throw new Failure(
        "bad-data",
        `${name}: test sentence ${i + 1} has the category ${category}, which the data set lacks.`,
      );
    }
    const text = wellFormed(sentence);
    takeOut[trueClass]!.set(text, (takeOut[trueClass]!.get(text) ?? 0) + 1);
    return { text, trueClass };
  });
  const train = dataset.classes.map(({ path, sentences }, c) => ({
    path,
    sentences: sentences.filter((s) => {
      const left = takeOut[c]!.get(s) ?? 0;
      if (left > 0) takeOut[c]!.set(s, left - 1);
      return left === 0;
    }),
  }));
  takeOut.forEach((rest, c) => {
    for (const [text, left] of rest) {
      if (left > 0) {
        const where = dataset.classes[c]!.path.join(" / ");
        throw new Failure(
          "bad-data",
          `${name}: the test sentence "${text.slice(0, 60)}" is not in the class "${where}" of the data set.`,
        );
      }
    }
  });
  return { train: { classes: train }, test };
}

/** A seeded split: `testShare` of each class (rounded) is held out, training keeps the file's order. */
export function seededSplit(dataset: Dataset, seed: number, testShare = 0.2): Split {
  const random = seededRandom(seed);
  const test: TestSentence[] = [];
  const train = dataset.classes.map(({ path, sentences }, trueClass) => {
    const nTest = Math.round(sentences.length * testShare);
    const held = new Set(shuffledIndices(sentences.length, random).slice(0, nTest));
    sentences.forEach((text, i) => {
      if (held.has(i)) test.push({ text, trueClass });
    });
    return { path, sentences: sentences.filter((_, i) => !held.has(i)) };
  });
  return { train: { classes: train }, test };
}

/** The study's file format for a split. */
export function splitToFile(
  dataset: Dataset,
  split: Split,
): { test_sentences: string[]; test_categories: string[][] } {
  return {
    test_sentences: split.test.map((t) => t.text),
    test_categories: split.test.map((t) => dataset.classes[t.trueClass]!.path),
  };
}

/**
 * All of a data set trains; the sentences of another are the test part. Its classes may be fewer, and in any order, and so may
 * its levels where both have named columns.
 * @throws Failure("bad-data") naming a class that the data set lacks
 */
export function splitFromTestSet(dataset: Dataset, test: Dataset, name: string): Split {
  const classOf = new Map(dataset.classes.map((c, i) => [JSON.stringify(c.path), i]));
  const places = dataset.levels?.map((level) => test.levels?.indexOf(level) ?? -1);
  const byName = places?.length === test.levels?.length && places?.every((place) => place >= 0);
  const sentences = test.classes.flatMap(({ path: columns, sentences }) => {
    const path = byName ? places!.map((place) => columns[place]!) : columns;
    const trueClass = classOf.get(JSON.stringify(path));
    if (trueClass === undefined) {
      throw new Failure(
        "bad-data",
        `${name} has the class "${path.join(" / ")}", which the data set lacks: nothing is trained to tell it.`,
      );
    }
    return sentences.map((text) => ({ text, trueClass }));
  });
  return { train: dataset, test: sentences };
}

/** A split with every text as duplicates are judged by. */
export function normalizedSplit({ train, test }: Split): Split {
  return {
    train: {
      classes: train.classes.map(({ path, sentences }) => ({
        path,
        sentences: sentences.map(normalizeText),
      })),
    },
    test: test.map(({ text, trueClass }) => ({ text: normalizeText(text), trueClass })),
  };
}

/** Which test sentences also stand, after normalisation, in their own class's training part. [test] */
export const leaks = (split: Split): boolean[] => identicalLeaks(normalizedSplit(split));

/** The same for texts as they stand, to the letter: what METHOD §5 counts 140 of in the study's split. [test] */
export function identicalLeaks(split: Split): boolean[] {
  const train = split.train.classes.map((c) => new Set(c.sentences));
  return split.test.map((t) => train[t.trueClass]!.has(t.text));
}

/** Which test sentences stand, to the letter, elsewhere in the test part or in any class's training part. [test] */
export function identicalRepeats({ train, test }: Split): boolean[] {
  const trained = new Set(train.classes.flatMap((c) => c.sentences));
  const tested = new Map<string, number>();
  for (const { text } of test) tested.set(text, (tested.get(text) ?? 0) + 1);
  return test.map(({ text }) => trained.has(text) || tested.get(text)! > 1);
}
