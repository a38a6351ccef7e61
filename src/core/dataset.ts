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
  /** Names of the levels, where the file has them. */
  levels?: string[];
}

export const MAX_LEVELS = 4;
export const MAX_CLASSES = 2000;

/**
 * Reads `{category: {category: [sentence, …]}}`, nested 1 to 4 deep, as the study's file is; objects may be Maps.
 * `leastClasses`: how many it must have; a test set may have one.
 * @throws Failure("bad-data") that names the file and the place.
 */
export function parseDataset(json: unknown, name: string, leastClasses = 2): Dataset {
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
      const children = node instanceof Map ? [...(node as Map<string, unknown>)] : Object.entries(node);
      if (children.length === 0 && path.length > 0) fail(name, `${at} is empty`);
      for (const [key, child] of children) visit(child, [...path, key]);
    } else fail(name, `${at} is ${node === null ? "null" : typeof node}, not a list of sentences`);
  };
  visit(json, []);
  const depth = classes[0]?.path.length;
  const odd = classes.find((c) => c.path.length !== depth);
  if (odd)
    fail(name, `"${odd.path.join(" / ")}" has ${odd.path.length} levels where the first class has ${depth}`);
  return { classes: checkedClasses(classes, name, leastClasses) };
}

/** What holds of classes from any kind of file. @throws Failure("bad-data") */
export function checkedClasses(classes: DataClass[], name: string, leastClasses: number): DataClass[] {
  if (classes.length < leastClasses) {
    const needed = leastClasses === 1 ? "one or more are needed" : "telling apart needs two or more";
    fail(name, `it has ${classes.length} class(es); ${needed}`);
  }
  if (classes.length > MAX_CLASSES)
    fail(name, `it has ${classes.length} classes; ${MAX_CLASSES} are the most`);
  const hollow = classes.find((c) => c.sentences.length === 0);
  if (hollow) fail(name, `the class "${hollow.path.join(" / ")}" has no sentences`);
  const nLevels = classes[0]?.path.length ?? 0;
  for (let level = 0; level < nLevels; level++) refuseLookalikes(classes, level, name);
  return classes;
}

/** Two spellings of one category would split it in two without a word. */
function refuseLookalikes(classes: readonly DataClass[], level: number, name: string): void {
  const seen = new Map<string, string>();
  for (const { path } of classes) {
    const category = path[level]!;
    const folded = category.trim().toLowerCase();
    if (folded === "") fail(name, `a category of level ${level + 1} has no name`);
    const other = seen.get(folded);
    if (other !== undefined && other !== category) {
      fail(
        name,
        `the categories "${other}" and "${category}" differ only in case or in the spaces around them; give them one spelling, or names further apart`,
      );
    }
    seen.set(folded, category);
  }
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
