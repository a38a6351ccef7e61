import type { ClassPreview, DataPreview } from "./api.ts";
import { type Dataset, levelNames, levelOf } from "./dataset.ts";
import { scriptOf } from "./scripts.ts";
import { identicalLeaks, normalizedSplit, type Split } from "./split.ts";

const FEW = 3; // classes that a warning names
const UNEQUAL = 10; // times as many sentences

/**
 * What is in a data set, before anything is fitted on it. Counts are of both parts of the split together. `normalized`: the
 * split so, where it is at hand.
 */
export function previewData(
  dataset: Dataset,
  split: Split,
  name: string,
  sha256: string,
  splitName: string,
  normalized = normalizedSplit(split),
): DataPreview {
  const paths = dataset.classes.map((c) => c.path);
  const depth = paths[0]?.length ?? 0;
  const nTest = paths.map(() => 0);
  for (const { trueClass } of split.test) nTest[trueClass]!++;
  const classes = paths.map((path, c) => ({
    path,
    nTrain: split.train.classes[c]!.sentences.length,
    nTest: nTest[c]!,
  }));
  const { within, across } = countRepeats(normalized);
  const texts = textsByClass(split);
  const counted = {
    nTrain: classes.reduce((n, c) => n + c.nTrain, 0),
    nTest: split.test.length,
    repeatsWithin: within,
    repeatsAcross: across,
    identicalRepeats: countRepeats(split).any,
    leaks: identicalLeaks(split).filter(Boolean).length,
    nearLeaks: identicalLeaks(normalized).filter(Boolean).length,
    empty: texts.reduce((n, list) => n + list.filter((text) => text.trim() === "").length, 0),
  };
  return {
    name,
    sha256,
    split: splitName,
    levels: (dataset.levels ?? levelNames(depth)).map((level, i) => ({
      name: level,
      labels: levelOf(paths, i).labels,
    })),
    classes,
    ...counted,
    scripts: countScripts(texts),
    warnings: warningsOf(classes, counted),
  };
}

const textsByClass = ({ train, test }: Split): string[][] => {
  const texts = train.classes.map((c) => [...c.sentences]);
  for (const { text, trueClass } of test) texts[trueClass]!.push(text);
  return texts;
};

/** Distinct texts that stand more than once: within one class, in several, anywhere at all. */
export function countRepeats(split: Split): { within: number; across: number; any: number } {
  const classOf = new Map<string, number>();
  const [within, across] = [new Set<string>(), new Set<string>()];
  textsByClass(split).forEach((texts, c) => {
    const here = new Set<string>();
    for (const text of texts) {
      if (here.has(text)) within.add(text);
      here.add(text);
      const first = classOf.get(text);
      if (first === undefined) classOf.set(text, c);
      else if (first !== c) across.add(text);
    }
  });
  let any = within.size;
  for (const text of across) if (!within.has(text)) any++;
  return { within: within.size, across: across.size, any };
}

function countScripts(texts: readonly string[][]): DataPreview["scripts"] {
  const counts = new Map<string, number>();
  for (const list of texts) {
    for (const text of list) {
      const script = scriptOf(text);
      counts.set(script, (counts.get(script) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([script, sentences]) => ({ script, sentences }))
    .sort((a, b) => b.sentences - a.sentences || (a.script < b.script ? -1 : 1));
}

type Counts = Required<
  Pick<DataPreview, "nTest" | "repeatsWithin" | "repeatsAcross" | "leaks" | "nearLeaks" | "empty">
>;

function warningsOf(classes: readonly ClassPreview[], counts: Counts): string[] {
  const warnings: string[] = [];
  const warn = (when: boolean, sentence: () => string) => {
    if (when) warnings.push(sentence());
  };
  const poor = classes.filter((c) => c.nTrain < 2);
  warn(
    poor.length > 0,
    () =>
      `A fit needs two training sentences a class at the least; too few have ${named(poor, (c) => `${c.nTrain}`)}.`,
  );
  const untested = classes.filter((c) => c.nTest === 0);
  warn(counts.nTest === 0, () => "No sentence is held out: there is nothing to evaluate on.");
  warn(
    counts.nTest > 0 && untested.length > 0,
    () => `Without test sentences, and so without a recall of their own: ${named(untested)}.`,
  );
  warn(counts.empty > 0, () => `Texts that are empty or nothing but spaces: ${counts.empty}.`);
  warn(
    counts.repeatsWithin > 0,
    () => `Texts that stand more than once in their class, but for case and signs: ${counts.repeatsWithin}.`,
  );
  warn(
    counts.repeatsAcross > 0,
    () => `Texts that stand in several classes, but for case and signs: ${counts.repeatsAcross}.`,
  );
  warn(
    counts.nearLeaks > 0,
    () =>
      `Test sentences that were trained on, in their own class: ${counts.leaks} to the letter, ${counts.nearLeaks} but for case and signs; reports give scores without these.`,
  );
  const bySize = [...classes].sort((a, b) => a.nTrain - b.nTrain);
  const [least, most] = [bySize[0], bySize.at(-1)];
  warn(
    least !== undefined && most !== undefined && most.nTrain > UNEQUAL * Math.max(least.nTrain, 1),
    () =>
      `The classes are very unequal: ${named([least!], (c) => `${c.nTrain}`)} to train on, ${named([most!], (c) => `${c.nTrain}`)}.`,
  );
  return warnings;
}

/** The first few of some classes, and how many more there are. */
function named(classes: readonly ClassPreview[], note?: (c: ClassPreview) => string): string {
  const first = classes
    .slice(0, FEW)
    .map((c) => `"${c.path.join(" / ")}"${note ? ` (${note(c)})` : ""}`)
    .join(", ");
  return classes.length > FEW ? `${first} and ${classes.length - FEW} more` : first;
}
