// Writes data/split.json: 12 of each pair's 60 sentences held out, seeded. The split is stored, not made anew.
import { readFileSync, writeFileSync } from "node:fs";
import { parseDataset } from "../../src/core/dataset.ts";
import { seededSplit, splitToFile } from "../../src/core/split.ts";

const dataset = parseDataset(JSON.parse(readFileSync("data/sentences.json", "utf8")), "data/sentences.json");
const split = seededSplit(dataset, 42, 12 / 60);
writeFileSync("data/split.json", `${JSON.stringify(splitToFile(dataset, split), null, 1)}\n`);
console.log(
  `${split.test.length} held out, ${split.train.classes.reduce((n, c) => n + c.sentences.length, 0)} to train on`,
);
