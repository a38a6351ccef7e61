import { checkedClasses, type DataClass, type Dataset, MAX_CLASSES, MAX_LEVELS } from "./dataset.ts";
import { readDelimited } from "./delimited.ts";
import { Failure } from "./failure.ts";
import { readJson } from "./json.ts";
import { wellFormed } from "./text.ts";

/** `text`, `sentence` or `sentences`, in any case; quotes and spaces around it don't count. */
export const isTextColumn = (name: string): boolean => /^[\s"]*(text|sentences?)[\s"]*$/i.test(name);

/** Reads a table whose header names a text column and 1 to 4 levels. @throws Failure("bad-data") with line and field */
export function parseTable(text: string, delimiter: string, name: string, leastClasses: number): Dataset {
  const fail = (line: number, column: number, what: string): never => {
    throw new Failure("bad-data", `${name}, line ${line}, column ${column}: ${what}.`);
  };
  const rows = readDelimited(text, delimiter, fail);
  const header = rows.next().value?.fields.map((field) => field.trim()) ?? [];
  const nameless = header.indexOf("");
  if (nameless >= 0) fail(1, nameless + 1, "this column has no name");
  const twice = header.findIndex((column, i) => header.indexOf(column) < i);
  if (twice >= 0) fail(1, twice + 1, `a second column is named "${header[twice]}"`);
  const { textColumn, levels } = columnsOf(header, name);
  const at = levels.map((level) => header.indexOf(level));
  const textAt = header.indexOf(textColumn);
  const classes = classCollector(levels, name);
  for (const { fields, line } of rows) {
    if (fields.length !== header.length) {
      const [n, more] = [fields.length, fields.length > header.length];
      const why = more ? "; a field that holds the sign between columns must be quoted" : "";
      fail(
        line,
        Math.min(n, header.length) + (more ? 1 : 0),
        `the row has ${n} field(s), the header ${header.length}${why}`,
      );
    }
    const path = at.map((column, level) => {
      const category = fields[column]!;
      return category.trim() === ""
        ? fail(line, column + 1, `the level "${levels[level]}" is missing`)
        : category;
    });
    classes.add(path, fields[textAt]!, line);
  }
  return { classes: checkedClasses(classes.all, name, leastClasses), levels };
}

/** Reads JSON lines: each an object with a text and the levels of the first. @throws Failure("bad-data") with the line */
export function parseJsonLines(text: string, name: string, leastClasses: number): Dataset {
  let columns: { textColumn: string; levels: string[] } | undefined;
  let classes = classCollector([], name);
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const lineFeed = text.indexOf("\n", at);
    const end = lineFeed < 0 ? text.length : lineFeed;
    const source = text.slice(at, end);
    at = end + 1;
    line++;
    if (source.trim() === "") continue;
    const fail = (what: string): never => {
      throw new Failure("bad-data", `${name}, line ${line}: ${what}.`);
    };
    const object = parseLine(source, name, line);
    if (typeof object !== "object" || object === null || Array.isArray(object))
      return fail("each line must be an object with a text and its categories");
    const fields = object as Record<string, unknown>;
    if (!columns) {
      columns = columnsOf(Object.keys(fields), name);
      classes = classCollector(columns.levels, name);
    }
    const { textColumn, levels } = columns;
    const surplus = Object.keys(fields).find((key) => key !== textColumn && !levels.includes(key));
    if (surplus !== undefined) fail(`the field "${surplus}" is none of the first line's`);
    const sentence = Object.hasOwn(fields, textColumn) ? fields[textColumn] : undefined;
    if (typeof sentence !== "string") return fail(`"${textColumn}" is ${kindOf(sentence)}, not text`);
    const path = levels.map((level) => {
      const category = Object.hasOwn(fields, level) ? fields[level] : undefined;
      if (typeof category === "number" || typeof category === "boolean") return String(category);
      if (category === undefined || category === null || category === "")
        return fail(`the level "${level}" is missing`);
      return typeof category === "string"
        ? category
        : fail(`the level "${level}" is ${kindOf(category)}, not a name`);
    });
    classes.add(path, sentence, line);
  }
  return {
    classes: checkedClasses(classes.all, name, leastClasses),
    ...(columns && { levels: columns.levels }),
  };
}

function parseLine(source: string, name: string, line: number): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    readJson(source, name, line); // says where
    throw error;
  }
}

function columnsOf(found: readonly string[], name: string): { textColumn: string; levels: string[] } {
  const fail = (what: string): never => {
    throw new Failure("bad-data", `${name} can't be used as a data set: ${what}.`);
  };
  const list = found.map((column) => `"${column}"`).join(", ");
  const texts = found.filter(isTextColumn);
  const levels = found.filter((column) => !isTextColumn(column));
  if (texts.length === 0)
    fail(`none of its columns is named text, sentence or sentences; it has ${list || "none"}`);
  if (texts.length > 1)
    fail(
      `it has ${texts.length} columns of text, ${texts.map((t) => `"${t}"`).join(" and ")}; one is needed`,
    );
  if (levels.length === 0) fail(`beside ${list} it has no column of categories`);
  if (levels.length > MAX_LEVELS) {
    fail(
      `${levels.length} columns beside the text would be levels (${list}); ${MAX_LEVELS} are the most: take out those that are not`,
    );
  }
  return { textColumn: texts[0]!, levels };
}

/** Gathers rows into classes, in the order in which these first appear. */
function classCollector(levels: readonly string[], name: string) {
  const all: DataClass[] = [];
  const byPath = new Map<string, DataClass>();
  return {
    all,
    add(path: string[], text: string, line: number): void {
      const key = JSON.stringify(path);
      let found = byPath.get(key);
      if (!found) {
        if (all.length === MAX_CLASSES) {
          throw new Failure(
            "bad-data",
            `${name}, line ${line}: here the ${MAX_CLASSES + 1}st class begins, ${MAX_CLASSES} are the most; is each of ${levels.map((l) => `"${l}"`).join(", ")} a category?`,
          );
        }
        found = { path, sentences: [] };
        byPath.set(key, found);
        all.push(found);
      }
      found.sentences.push(wellFormed(text));
    },
  };
}

const kindOf = (value: unknown) =>
  value === undefined ? "missing" : value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
