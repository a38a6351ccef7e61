import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluateCommand } from "../../src/cli/commands/evaluate.ts";
import { reportCommand } from "../../src/cli/commands/report.ts";
import type { CellSentence, Report } from "../../src/core/api.ts";
import { filesUnder, startTailscope, tailscopeJson } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { runCommand } from "../support/runCommand.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const model = writeTinyModel(join(root, "model"), "gpt2");
const at = (name: string) => join(root, name);
const [data, atlas, whole] = [at("data.json"), at("a.atlas"), at("whole")] as [string, string, string];
const flags = (out: string) => ["--model", model, "--data", data, "--atlas", atlas, "--out", out];
/** As a process of its own, and as a call within this one. */
const evaluate = (out: string, ...more: string[]) => ["evaluate", ...flags(out), ...more];
const evaluated = (out: string, ...more: string[]) =>
  runCommand<Report>(evaluateCommand, ...flags(out), ...more);
const evaluateRefused = (out: string, ...more: string[]) => refusal(() => evaluated(out, ...more));
const reported = <T = Report>(...args: string[]) => runCommand<T>(reportCommand, ...args);
const reportRefused = (...args: string[]) => refusal(() => reported(...args));
/** Every file of a folder by its name. */
const contents = (folder: string) =>
  Object.fromEntries(filesUnder(folder).map((f) => [relative(folder, f), readFileSync(f, "latin1")]));
let report: Report;

beforeAll(async () => {
  writeFileSync(data, JSON.stringify(tinyData(150)));
  await tailscopeJson(...["fit", "--model", model, "--data", data, "--tail-rule", "std:1", "--out", atlas]);
  ({ json: report } = await tailscopeJson<Report>(...evaluate(whole)));
});

describe("tailscope evaluate", () => {
  it("leaves the report, its tables and the evaluation, and nothing of the way there", () => {
    const names = Object.keys(contents(whole));
    expect(names).toContain("evaluation.safetensors");
    expect(names).toContain("tails/full_tuple_confusion_matrix.csv");
    expect(names).toContain("full/dimension_1/recall_matrix.csv");
    expect(existsSync(join(whole, ".parts"))).toBe(false);
    expect(report.modes.tails!.path.confusion).not.toEqual(report.modes.full!.path.confusion);
    expect(report.modes.full!.calibration).toBeDefined();
    expect(report.nRepeats).toBeGreaterThanOrEqual(report.nLeaks);
  });

  it("that was killed is gone on with, to the bytes of one run", async () => {
    const out = at("killed");
    const run = startTailscope({}, ...evaluate(out));
    const ended = new Promise((done) => run.once("exit", done));
    const parts = () => {
      const folder = join(out, ".parts", "1-of-1");
      return existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith(".evaluation")) : [];
    };
    while (parts().length < 2 && run.exitCode === null) await new Promise((later) => setTimeout(later, 1));
    run.kill("SIGKILL");
    await ended;
    expect(parts().length).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(out, "report.json"))).toBe(false);

    expect(await evaluateRefused(out, "--mode", "full")).toMatch(
      /^mismatch: .*1-of-1 holds an unfinished evaluation with another --mode \(full,tails, now full\): finish it with its own options, or begin anew with --restart\.$/,
    );
    expect(await evaluateRefused(out, "--seed", "7")).toContain("with another split (seed 42");
    writeFileSync(join(out, ".parts", "1-of-1", parts()[0]!), "damaged");
    const { said } = await evaluated(out);
    expect(said.join()).toMatch(/Going on where it was stopped: \d+ of 16 parts are there\./);
    expect(contents(out)).toEqual(contents(whole));
  });

  it("begins anew with --restart", async () => {
    const out = at("restarted");
    const folder = join(out, ".parts", "1-of-1");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "run.json"), '{"atlas":"other"}');
    expect(await evaluateRefused(out)).toContain("with another atlas (other, now ");
    expect((await evaluated(out, "--restart")).said).toEqual([]);
    expect(contents(out)).toEqual(contents(whole));
  });

  it("tells what is wrong with a part, before anything is read", async () => {
    for (const part of ["0/3", "4/3", "1", "1/0", "a/b"])
      expect(await evaluateRefused(at("never"), "--part", part)).toBe(
        `usage: --part ${part}: which part of how many is needed, from 1/n to n/n.`,
      );
    expect(await evaluateRefused(at("never"), "--part", "1/2", "--scores", "f")).toContain(
      "exclude each other",
    );
    expect(existsSync(at("never"))).toBe(false);
  });
});

describe("tailscope report", () => {
  const parts = at("parts");
  const part = (i: number) => join(parts, `part-${i}-of-3.evaluation`);
  beforeAll(async () => {
    await Promise.all([1, 2, 3].map((i) => tailscopeJson(...evaluate(parts, "--part", `${i}/3`))));
  });

  it("merge joins the parts of three processes to the bytes of one run", async () => {
    expect(Object.keys(contents(parts)).sort()).toEqual([1, 2, 3].map((i) => `part-${i}-of-3.evaluation`));
    const files = [part(3), part(1), part(2)];
    const { json } = await tailscopeJson<Report>("report", "merge", ...files, "--out", at("merged"));
    expect(json).toEqual(report);
    expect(contents(at("merged"))).toEqual(contents(whole));
  });

  it("merge refuses parts that are missing, doubled or of another evaluation", async () => {
    const merge = (...files: string[]) => reportRefused("merge", ...files, "--out", at("never"));
    expect(await merge(part(1), part(3))).toContain("bad-data: Part 2 of 3 is missing");
    expect(await merge(part(1), part(1))).toContain("bad-data: Part 1 of 3 is given twice");
    await evaluated(at("other"), "--part", "2/3", "--mode", "full");
    expect(await merge(part(1), join(at("other"), "part-2-of-3.evaluation"))).toContain(
      "part-2-of-3.evaluation is of another evaluation than ",
    );
    expect(await merge(atlas)).toContain("no evaluation of Tailscope's");
    expect(await merge()).toContain("usage: Which parts?");
  });

  it("build makes the same report again, and others by layers", async () => {
    const file = join(whole, "evaluation.safetensors");
    const build = (out: string, ...more: string[]) => reported("build", file, "--out", at(out), ...more);
    await build("again");
    const { "evaluation.safetensors": _, ...rest } = contents(whole);
    expect(contents(at("again"))).toEqual(rest);
    const { json } = await build("first", "--layers", "0");
    expect(json.layersUsed).toEqual([0]);
    expect(json.modes.full!.path.macroF1).toBeCloseTo(report.modes.full!.layers![0]!.macroF1, 12);
    expect((await build("all", "--layers", "0-1")).json).toEqual(report);
    const told = (list: string) => reportRefused("build", file, "--layers", list, "--out", at("never"));
    expect(await told("1-3")).toContain("usage: There is no layer 2: the model has 0 to 1.");
    for (const list of ["1-0", "a", "", "0,,1"])
      expect(await told(list)).toContain(`usage: --layers ${list}: layers and ranges`);
    expect(await reportRefused("build", part(1), "--out", at("never"))).toContain(
      "is part 1 of 3 of an evaluation",
    );
  });

  it("cell lists its sentences", async () => {
    const file = join(whole, "evaluation.safetensors");
    const cell = (...more: string[]) => ["cell", file, "--mode", "tails", ...more];
    const of = (t: string, p: string) => ["--true", t, "--predicted", p];
    const { json } = await reported<CellSentence[]>(
      ...cell("--level", "subject", ...of("about bees", "about clocks")),
    );
    const subject = report.modes.tails!.levels[0]!;
    expect(json).toHaveLength(subject.confusion[0]![1]!);
    for (const { text, truth, predicted } of json) {
      expect([truth[0], predicted[0]]).toEqual(["about bees", "about clocks"]);
      expect(text).toMatch(/^[abe ]+$/i);
    }
    const pair = await reported<CellSentence[]>(
      ...cell("--level", "pair", ...of("about bees / loud", "about bees / soft")),
    );
    expect(pair.json).toHaveLength(report.modes.tails!.path.confusion[0]![1]!);
    const told = (...more: string[]) => reportRefused(...cell(...more));
    expect(await told("--level", "tone", ...of("a", "b"))).toBe(
      "usage: --level tone: subject, attribute, pair can be asked for.",
    );
    expect(await told("--level", "subject", ...of("about bee", "b"))).toBe(
      'usage: --true "about bee" is no subject of this evaluation.',
    );
    expect(await told("--level", "subject")).toContain("usage: --true is missing");
  });

  it("says what it can do", async () => {
    expect(await reportRefused("dance")).toContain(
      'usage: "dance" is nothing that can be done with a report',
    );
  });
});
