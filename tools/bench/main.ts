import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { ATLAS_FILE } from "../../src/model/catalogue.ts";
import { chromiumArgs, chromiumPath } from "../../test/support/chromium.ts";
import { fitRows } from "./fitRows.ts";
import { forwardOnNode, forwardOnWasm } from "./forwardRows.ts";
import { gpt2FitRows } from "./gpt2FitRow.ts";
import { kdeRow } from "./kdeRow.ts";
import { describeMachine } from "./machine.ts";
import { pageRows } from "./pageRows.ts";
import { ROOT } from "./root.ts";
import { scoringPoolRow } from "./scoringPoolRow.ts";
import { scoringRow } from "./scoringRow.ts";
import { openSite } from "./site.ts";
import { type Result, type Row, toMarkdown, toText } from "./table.ts";

const MODEL = "mini-gpt2";
const SECTIONS = ["scoring", "scoring-cores", "kde", "node", "fit-gpt2", "fit-mini", "wasm", "page"] as const;
const { values: flags } = parseArgs({
  options: { public: { type: "string", default: join(ROOT, "public") }, only: { type: "string" } },
});
const publicDir = resolve(flags.public);
const folder = join(publicDir, "models", MODEL);
const shipped = existsSync(join(folder, "model.safetensors"));
// --only kde,fit: the sections whose names have one of these in them
const only = flags.only?.split(",") ?? [""];
const sections = SECTIONS.filter((section) => only.some((part) => section.includes(part)));
if (sections.length === 0) throw new Error(`--only ${flags.only}: the sections are ${SECTIONS.join(", ")}`);
const wanted = (...names: (typeof SECTIONS)[number][]) => names.some((name) => sections.includes(name));

const rows: Row[] = [];
const load = loadavg()[0]!;
const add = (...more: Row[]) => {
  rows.push(...more);
  for (const row of more) console.log(`${toText(row)}\n`);
};
if (wanted("scoring")) add(await scoringRow());
if (wanted("scoring-cores")) add(await scoringPoolRow());
if (wanted("kde")) add(await kdeRow());
if (wanted("node")) add(...(await forwardOnNode(shipped ? folder : undefined)));
const lacks = (what: string) => ({
  what,
  target: "see issue 4",
  note: `public/models/${MODEL} is not there`,
});
if (wanted("fit-gpt2")) add(...(shipped ? await gpt2FitRows(folder) : [lacks("Fit, GPT-2 small's shape")]));
// without the flags that make SwiftShader a GPU: the page is to choose as on a machine without one
const args = chromiumArgs.filter((arg) => !arg.includes("webgpu"));
const browser = await chromium.launch({ executablePath: chromiumPath(), args });
if (wanted("fit-mini", "wasm", "page")) {
  const site = await openSite(publicDir);
  const model = shipped ? new URL(`models/${MODEL}`, site.url).href : undefined;
  if (wanted("fit-mini"))
    add(...(model ? await fitRows(browser, site.url, folder, model) : [lacks("Fit on a mini model")]));
  if (wanted("wasm")) add(...(await forwardOnWasm(browser, site.url, model)));
  if (wanted("page")) {
    if (existsSync(join(folder, ATLAS_FILE))) add(...(await pageRows(browser, site.url)));
    else {
      const note = `public/models/${MODEL} has no ${ATLAS_FILE}`;
      add({ what: "The page: first guess, keystroke, longest task", target: "see issue 2", note });
    }
  }
  await site.close();
}
const result: Result = {
  machine: describeMachine(browser.version(), load),
  date: new Date().toISOString().slice(0, 10),
  rows,
};
await browser.close();

const out = join(ROOT, "bench");
await mkdir(out, { recursive: true });
await writeFile(join(out, "bench.json"), `${JSON.stringify(result, undefined, 2)}\n`);
await writeFile(join(out, "bench.md"), toMarkdown(result));
console.log(`${result.machine}\nWritten to bench/bench.json and bench/bench.md.`);
