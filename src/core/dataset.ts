import { Failure } from "./failure.ts";
import { wellFormed } from "./text.ts";

/** A class is a path of categories, here (subject, attribute), with its sentences in the file's order. */
export interface DataClass {
  path: string[];
  sentences: string[];
}

/** Classes in the order of the file; all paths have the same length. */
export interface Dataset {
  classes: DataClass[];
}

const MAX_LEVELS = 4;
const MAX_CLASSES = 2000;

/**
 * Reads `{category: {category: [sentence, …]}}`, nested 1 to 4 deep, as the study's file is.
 * @throws Failure("bad-data") that names the file and the place.
 */
export function parseDataset(json: unknown, name: string): Dataset {
  const classes: DataClass[] = [];
  const visit = (node: unknown, path: string[]) => {
    const at = path.length > 0 ? `"${path.join(" / ")}"` : "the top level";
    if (Array.isArray(node)) {
      const wrong = node.findIndex((s) => typeof s !== "string");
      if (wrong >= 0) fail(name, `sentence ${wrong + 1} of ${at} is ${typeof node[wrong]}, not text`);
      if (path.length === 0) fail(name, "it is a bare list; sentences must stand under a category");
      classes.push({ path, sentences: node.map((s: string) => wellFormed(s)) });
    } else if (typeof node === "object" && node !== null) {
      if (path.length >= MAX_LEVELS) fail(name, `${at} is nested more than ${MAX_LEVELS} levels deep`);
      for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
    } else fail(name, `${at} is ${node === null ? "null" : typeof node}, not a list of sentences`);
  };
  visit(json, []);
  const depth = classes[0]?.path.length;
  const odd = classes.find((c) => c.path.length !== depth);
  if (odd)
    fail(name, `"${odd.path.join(" / ")}" has ${odd.path.length} levels where the first class has ${depth}`);
  if (classes.length < 2) fail(name, `it has ${classes.length} class(es); telling apart needs two or more`);
  if (classes.length > MAX_CLASSES)
    fail(name, `it has ${classes.length} classes; ${MAX_CLASSES} are the most`);
  return { classes };
}

/** Names of the levels: ours are subject and attribute; other depths are numbered. */
export function levelNames(depth: number): string[] {
  return depth === 2 ? ["subject", "attribute"] : Array.from({ length: depth }, (_, i) => `level ${i + 1}`);
}

/** Distinct categories of one level in order of first appearance, and each class's index among them. */
export function levelOf(
  paths: readonly (readonly string[])[],
  level: number,
): { labels: string[]; ofClass: number[] } {
  const labels = [...new Set(paths.map((p) => p[level]!))];
  return { labels, ofClass: paths.map((p) => labels.indexOf(p[level]!)) };
}

/** Every class needs two sentences at the least: one gives no standard deviation over sentences. */
export function requireTwoSentences(classes: readonly DataClass[], name: string): void {
  const poor = classes.find((c) => c.sentences.length < 2);
  if (poor) {
    fail(
      name,
      `the class "${poor.path.join(" / ")}" has ${poor.sentences.length} training sentence(s); two or more are needed`,
    );
  }
}

function fail(name: string, what: string): never {
  throw new Failure("bad-data", `${name} can't be used as a data set: ${what}.`);
}
