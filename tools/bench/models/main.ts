import { mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { STUDY_MODELS, type StudyModel } from "../../../src/model/catalogue.ts";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";
import { startHub } from "../../../test/support/hub.ts";
import { repoOf } from "../../../test/support/hubRepos.ts";
import { describeMachine } from "../machine.ts";
import { ROOT } from "../root.ts";
import { openSite } from "../site.ts";
import { measureInChromium } from "./inChromium.ts";
import { type ModelResult, type ModelRow, mergeRows, toMarkdown, toText } from "./modelTable.ts";
import { measureOnNode } from "./onNode.ts";
import { configOf, randomRepository } from "./repository.ts";
import { rowOf } from "./rowOf.ts";
import { torchPasses, torchPython } from "./torch.ts";

const ASKED = { nTokens: 16, rounds: 20, seconds: 30 };
/** The same layers in one session besides: their weights lie in memory twice. */
const BARE = ["gpt2", "pythia-160m"];
const PAGE = "tools/bench/models/web/index.html";

const { values: flags } = parseArgs({
  options: { only: { type: "string" }, where: { type: "string", default: "node,chromium" } },
});
const chosen = listed(
  flags.only,
  STUDY_MODELS.map((model) => model.name),
  "--only",
);
const places = listed(flags.where, ["node", "chromium"], "--where");
const models = STUDY_MODELS.filter(({ name }) => chosen.includes(name));

const load = loadavg()[0]!;
const python = torchPython();
if (python === undefined)
  console.log("No Python with torch and transformers: set TAILSCOPE_PYTHON to compare.");
// without the flags that make SwiftShader a GPU, as in the other benchmarks
const args = chromiumArgs.filter((arg) => !arg.includes("webgpu"));
const browser = await chromium.launch({ executablePath: chromiumPath(), args });
const rows: ModelRow[] = [];
for (const model of models) {
  for (const place of places) {
    const row = await withHub(model, (endpoint) =>
      place === "node" ? onNode(model, endpoint) : inChromium(model, endpoint),
    );
    rows.push(row);
    console.log(toText(row));
  }
}
const machine = describeMachine(browser.version(), load);
await browser.close();
await write(rows);

async function withHub<T>(model: StudyModel, use: (endpoint: string) => Promise<T>): Promise<T> {
  const hub = await startHub({ repos: { [model.repo]: repoOf(randomRepository(model), model.name) } });
  try {
    return await use(hub.endpoint);
  } finally {
    await hub.close();
  }
}

async function onNode(model: StudyModel, endpoint: string): Promise<ModelRow> {
  const { measured, bare } = await measureOnNode(endpoint, model.repo, ASKED, BARE.includes(model.name));
  const torch = python === undefined ? undefined : await torchPasses(python, configOf(model), ASKED);
  return rowOf(model.name, "Node", ASKED.nTokens, measured, bare, torch);
}

async function inChromium(model: StudyModel, endpoint: string): Promise<ModelRow> {
  const site = await openSite(join(ROOT, "public"), [PAGE]);
  try {
    const withBare = BARE.includes(model.name);
    const { measured, bare } = await measureInChromium(
      browser,
      site.url,
      endpoint,
      model.repo,
      ASKED,
      withBare,
    );
    return rowOf(model.name, `Chromium, WASM, ${measured.threads} threads`, ASKED.nTokens, measured, bare);
  } finally {
    await site.close();
  }
}

/** Beside what was measured before, of other models and places. */
async function write(fresh: ModelRow[]): Promise<void> {
  const out = join(ROOT, "bench");
  const before = await readFile(join(out, "models.json"), "utf8").catch(() => '{"rows":[]}');
  const { rows: old } = JSON.parse(before) as ModelResult;
  const names = STUDY_MODELS.map((model) => model.name);
  const result: ModelResult = { machine, rows: mergeRows(old, fresh, names) };
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "models.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(join(out, "models.md"), toMarkdown(result));
  console.log(`\n${toMarkdown(result)}\nWritten to bench/models.json and bench/models.md.`);
}

function listed(text: string | undefined, known: string[], flag: string): string[] {
  const names = text?.split(",") ?? known;
  const odd = names.find((name) => !known.includes(name));
  if (odd !== undefined) throw new Error(`${flag} ${odd}: one of ${known.join(", ")} is needed.`);
  return names;
}
