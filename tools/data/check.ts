// npm run data:check: proves what data/README.md says of data/sentences.json and data/split.json.
import { existsSync, readFileSync } from "node:fs";
import { type Dataset, parseDataset } from "../../src/core/dataset.ts";
import { splitFromFile } from "../../src/core/split.ts";
import { normalizeText } from "../../src/core/text.ts";
import {
  attributeProblem,
  duplicates,
  nearDuplicates,
  type Problem,
  poorOpenings,
} from "./sentenceChecks.ts";

const STUDY = "../shared/study/sentences_20241018_00.json";
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const sentencesOf = (d: Dataset) => d.classes.flatMap((c) => c.sentences);

const ours = parseDataset(read("data/sentences.json"), "data/sentences.json");
const study = existsSync(STUDY) ? parseDataset(read(STUDY), STUDY) : undefined;
const problems: Problem[] = [];
const demand = (holds: boolean, where: string, what: string) => {
  if (!holds) problems.push({ where, what });
};

const [subjects, attributes] = [0, 1].map((level) => new Set(ours.classes.map((c) => c.path[level]!)));
demand(
  ours.classes.length === 120 && subjects!.size === 10 && attributes!.size === 12,
  "data set",
  "is not 10 × 12",
);
for (const { path, sentences } of ours.classes) {
  demand(sentences.length === 60, path.join(" / "), `has ${sentences.length} sentences, not 60`);
  for (const text of sentences) {
    const what = attributeProblem(text, path[1]!);
    if (what) problems.push({ where: path.join(" / "), what: `"${text}" ${what}` });
  }
}
if (study) {
  const paths = (d: Dataset) => JSON.stringify(d.classes.map((c) => c.path));
  demand(paths(ours) === paths(study), "data set", "has other categories than the study's");
}
problems.push(...duplicates(ours, new Set(study ? sentencesOf(study).map(normalizeText) : [])));
problems.push(...nearDuplicates(ours, 0.5), ...poorOpenings(ours, 0.8));

const split = splitFromFile(ours, read("data/split.json"), "data/split.json");
const held = new Array<number>(ours.classes.length).fill(0);
for (const t of split.test) held[t.trueClass]!++;
demand(
  held.every((n) => n === 12),
  "data/split.json",
  "does not hold out 12 of each pair",
);

for (const { where, what } of problems) console.error(`${where}: ${what}`);
const n = sentencesOf(ours).length;
console.log(
  problems.length > 0
    ? `${problems.length} problems in ${n} sentences`
    : `${n} sentences, ${ours.classes.length} pairs, ${split.test.length} held out: all as promised${study ? ", none shared with the study" : " (the study's file is not here to compare with)"}`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
