import { type Dataset, parseDataset } from "./dataset.ts";
import { isTextColumn, parseJsonLines, parseTable } from "./dataTable.ts";
import { decodeText } from "./decodeText.ts";
import { Failure } from "./failure.ts";
import { readJson } from "./json.ts";

/** The greatest file that is read, in bytes. */
export const MAX_DATA_BYTES = 200e6;

/** @throws Failure("bad-data") for a file that is too large; call it before reading one */
export function requireDataSize(bytes: number, name: string): void {
  if (bytes <= MAX_DATA_BYTES) return;
  const [size, most] = [Math.ceil(bytes / 1e6), MAX_DATA_BYTES / 1e6];
  throw new Failure(
    "bad-data",
    `${name} has ${size} MB; ${most} MB are the most that is read: take a part of it.`,
  );
}

/**
 * Reads a data set: nested JSON as the study's, JSON lines, or a table (CSV, TSV) with a column `text` and one for each
 * category level. What it is, is told by its content; where that leaves it open, by the ending of its name.
 * `leastClasses`: 2, or 1 for a test set.
 * @throws Failure("bad-data") with the line and the column: of a table, the field's number
 */
export function parseData(bytes: Uint8Array, name: string, leastClasses = 2): Dataset {
  requireDataSize(bytes.length, name);
  const text = decodeText(bytes, name);
  const format = dataFormat(text, name);
  if (format === "json") return parseDataset(readJson(text, name), name, leastClasses);
  if (format === "jsonl") return parseJsonLines(text, name, leastClasses);
  return parseTable(text, format, name, leastClasses);
}

/** What a text is: JSON, JSON lines, or a table by the sign between its columns. @throws Failure("bad-data") */
export function dataFormat(text: string, name: string): "json" | "jsonl" | "\t" | "," | ";" {
  const begin = text.search(/\S/);
  if (begin < 0) throw new Failure("bad-data", `${name} can't be used as a data set: it is empty.`);
  const end = text.slice(begin).search(/[\r\n]/); // a slice shares its text's memory
  const line = end < 0 ? text.slice(begin) : text.slice(begin, begin + end);
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  const lines = ending === "jsonl" || ending === "ndjson";
  if (line[0] === "[") return "json";
  if (line[0] === "{") {
    const next = end < 0 ? "" : (/\S/.exec(text.slice(begin + end))?.[0] ?? "");
    const several = next === "{" && line.trimEnd().endsWith("}");
    return several || (lines && line.trimEnd() !== "{" && !isNested(line)) || isRecord(line)
      ? "jsonl"
      : "json";
  }
  const signs = (ending === "csv" ? [",", ";", "\t"] : ["\t", ",", ";"]) as ["\t", ",", ";"];
  const header = signs.find((sign) => line.includes(sign) && line.split(sign).some(isTextColumn));
  if (header) return header;
  if (lines) return "jsonl";
  if (ending === "json") return "json";
  const sign = signs.find((s) => line.includes(s));
  if (sign) return sign;
  if (ending === "csv") return ",";
  if (ending === "tsv" || ending === "tab") return "\t";
  throw new Failure(
    "bad-data",
    `${name} can't be used as a data set: it begins like neither JSON, JSON lines nor a table with commas or tabs.`,
  );
}

/** A line that is a whole object with a text of its own. */
const isRecord = (line: string): boolean =>
  Object.entries(asObject(line) ?? {}).some(([key, value]) => isTextColumn(key) && typeof value === "string");

/** A line that is a whole object of nothing but lists and objects. */
const isNested = (line: string): boolean => {
  const object = asObject(line);
  return object !== undefined && Object.values(object).every((value) => typeof value === "object");
};

function asObject(line: string): object | undefined {
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}
