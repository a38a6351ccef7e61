import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../root.ts";

/** Writes bench/<name>.json and .md, and says so. */
export async function keep(name: string, result: unknown, markdown: string): Promise<void> {
  const out = join(ROOT, "bench");
  await mkdir(out, { recursive: true });
  await writeFile(join(out, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(join(out, `${name}.md`), markdown);
  console.log(`Written to bench/${name}.json and bench/${name}.md.`);
}
