import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { STUDY_MODELS, type StudyModel } from "../../../src/model/catalogue.ts";
import { chromiumPath } from "../../../test/support/chromium.ts";
import { startHub } from "../../../test/support/hub.ts";
import { repoOf } from "../../../test/support/hubRepos.ts";
import { describeMachine } from "../machine.ts";
import { ROOT } from "../root.ts";
import { openSite } from "../site.ts";
import { measureInChromium } from "./inChromium.ts";
import type { Asked } from "./measureModel.ts";
import { type ModelRow, toText } from "./modelTable.ts";
import { measureOnNode } from "./onNode.ts";
import { configOf, randomRepository, tinyTwin } from "./repository.ts";
import { keepRow } from "./results.ts";
import { rowOf } from "./rowOf.ts";
import { torchPasses, torchPython } from "./torch.ts";
import { chromiumSwitches } from "./unwatchedBrowser.ts";
import { WARM_REPO } from "./warmUp.ts";

// The six models of the study, one after the other: --only gpt2,pythia-160m  --where node,chromium
// --budget GB bounds the weights that stay open, to see a model paged that would fit.

/** Those small enough to have the same layers in one session besides: their weights lie in memory twice. */
const SMALL = ["gpt2", "pythia-160m"];
const PAGE = "tools/bench/models/web/index.html";
const NAMES = STUDY_MODELS.map(({ name }) => name);

const { values: flags } = parseArgs({
  options: { only: { type: "string" }, where: { type: "string" }, budget: { type: "string" } },
});
const chosen = listed("--only", flags.only, NAMES);
const places = listed("--where", flags.where, ["node", "chromium"]);
const budget = flags.budget === undefined ? {} : { budgetBytes: 1e9 * Number(flags.budget) };
const asked: Asked = { nTokens: 16, rounds: 20, seconds: 30, ...budget };
const withBare = (name: string) => SMALL.includes(name) && flags.budget === undefined;
const suffix = flags.budget === undefined ? "" : `, ${flags.budget} GB allowed`;

const load = loadavg()[0]!;
const machine = describeMachine(await chromiumVersion(), load);
const python = torchPython();
if (python === undefined)
  console.log("Without PyTorch: set TAILSCOPE_PYTHON to a Python that has torch and transformers.");
let table = "";
for (const model of STUDY_MODELS.filter(({ name }) => chosen.includes(name))) {
  for (const place of places) {
    const repos = { [model.repo]: repoOf(randomRepository(model), model.name) };
    const hub = await startHub({
      repos: { ...repos, [WARM_REPO]: repoOf(randomRepository(tinyTwin(model)), WARM_REPO) },
    });
    const row = await (place === "node" ? onNode : inChromium)(model, hub.endpoint).finally(() =>
      hub.close(),
    );
    table = await keepRow(row, machine);
    console.log(toText(row));
  }
}
console.log(`\n${table}\nWritten to bench/models.json and bench/models.md.`);

async function onNode(model: StudyModel, endpoint: string): Promise<ModelRow> {
  const { measured, bare } = await measureOnNode(endpoint, model.repo, asked, withBare(model.name));
  const torch = python === undefined ? undefined : await torchPasses(python, configOf(model), asked);
  return rowOf(model.name, `Node${suffix}`, asked.nTokens, measured, bare, torch);
}

async function inChromium({ name, repo }: StudyModel, endpoint: string): Promise<ModelRow> {
  const site = await openSite(join(ROOT, "public"), [PAGE]);
  const running = measureInChromium(site.url + PAGE, endpoint, repo, asked, withBare(name));
  const { measured, bare } = await running.finally(() => site.close());
  return rowOf(name, `Chromium, WASM, ${measured.threads} threads${suffix}`, asked.nTokens, measured, bare);
}

async function chromiumVersion(): Promise<string> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumSwitches });
  await browser.close();
  return browser.version();
}

function listed(flag: string, text: string | undefined, known: string[]): string[] {
  const names = text?.split(",") ?? known;
  const odd = names.find((name) => !known.includes(name));
  if (odd !== undefined) throw new Error(`${flag} ${odd}: one of ${known.join(", ")} is needed.`);
  return names;
}
