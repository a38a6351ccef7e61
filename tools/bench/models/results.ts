import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { STUDY_MODELS } from "../../../src/model/catalogue.ts";
import { ROOT } from "../root.ts";
import { type ModelResult, type ModelRow, toMarkdown } from "./modelTable.ts";

const OUT = join(ROOT, "bench");
const JSON_FILE = join(OUT, "models.json");

/** Writes a row beside those of other models and places that were measured before. Gives the table as Markdown. */
export async function keepRow(row: ModelRow, machine: string): Promise<string> {
  const before = await readFile(JSON_FILE, "utf8").catch(() => '{"rows":[]}');
  const { rows } = JSON.parse(before) as ModelResult;
  const result: ModelResult = { machine, rows: merged(rows, row) };
  await mkdir(OUT, { recursive: true });
  await writeFile(JSON_FILE, `${JSON.stringify(result, undefined, 2)}\n`);
  const markdown = toMarkdown(result);
  await writeFile(join(OUT, "models.md"), markdown);
  return markdown;
}

/** In the catalogue's order, Node first. */
function merged(rows: readonly ModelRow[], fresh: ModelRow): ModelRow[] {
  const others = rows.filter((row) => row.model !== fresh.model || row.where !== fresh.where);
  const names = STUDY_MODELS.map(({ name }) => name);
  const place = ({ model, where }: ModelRow) => 2 * names.indexOf(model) + (where.startsWith("Node") ? 0 : 1);
  return [...others, fresh].sort((a, b) => place(a) - place(b));
}
