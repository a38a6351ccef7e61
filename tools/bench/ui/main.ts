import { mkdir, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";
import { describeMachine } from "../machine.ts";
import { probed, typingFast } from "../pageRows.ts";
import { ROOT } from "../root.ts";
import { openSite } from "../site.ts";
import { type Result, type Row, toMarkdown, toText } from "../table.ts";
import { movingRows } from "./movingRows.ts";
import { soakRow } from "./soakRow.ts";

// How the page feels under the hand, on the smaller shipped model and WASM. --only moving,typing,soak: some of the rows.

const SECTIONS = ["moving", "typing", "soak"] as const;
const { values: flags } = parseArgs({ options: { only: { type: "string", default: SECTIONS.join() } } });
const asked = flags.only.split(",");
const sections = SECTIONS.filter((section) => asked.includes(section));
if (sections.length < asked.length)
  throw new Error(`--only ${flags.only}: the sections are ${SECTIONS.join(", ")}`);

const load = loadavg()[0]!;
const site = await openSite(join(ROOT, "public"), ["index.html"]);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
const context = await probed(browser);
const page = await context.newPage();
await page.goto(`${site.url}#v1&model=mini-gpt2&backend=wasm`);
await page.waitForFunction(() => window.probe.painted.length > 0, undefined, { timeout: 120_000 });

const rows: Row[] = [];
const add = (...more: Row[]) => {
  rows.push(...more);
  for (const row of more) console.log(`${toText(row)}\n`);
};
if (sections.includes("moving")) add(...(await movingRows(page)));
if (sections.includes("typing")) add(await typingFast(page));
if (sections.includes("soak")) add(await soakRow(page));

const result: Result = {
  machine: describeMachine(browser.version(), load),
  date: new Date().toISOString().slice(0, 10),
  rows,
};
await browser.close();
await site.close();
const out = join(ROOT, "bench");
await mkdir(out, { recursive: true });
await writeFile(join(out, "ui.json"), `${JSON.stringify(result, undefined, 2)}\n`);
await writeFile(join(out, "ui.md"), toMarkdown(result));
console.log(`${result.machine}\nWritten to bench/ui.json and bench/ui.md.`);
