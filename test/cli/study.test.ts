import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { evaluateCommand } from "../../src/cli/commands/evaluate.ts";
import { fitCommand } from "../../src/cli/commands/fit.ts";
import { studyCommand } from "../../src/cli/commands/study.ts";
import { parseFlags } from "../../src/cli/flags.ts";
import type { Comparison } from "../../src/cli/studyComparison.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import type { Report } from "../../src/core/api.ts";
import { filesUnder, startTailscope, tailscope } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const at = (...names: string[]) => join(root, ...names);
const one = writeTinyModel(at("models", "one"), "gpt2");
const two = writeTinyModel(at("models", "two"), "gpt_neox");
const data = ["--data", at("data.json"), "--seed", "3"];
const options = ["--bandwidth-scale", "1", "--grid-points", "64", "--mode", "full,tails,std2"];

interface Told {
  lines: string[];
  labels: Set<string>;
  result?: Comparison & { done: Record<string, string>; failed: string[] };
}
async function study(models: string[], out: string, ...flags: string[]): Promise<Told> {
  const told: Told = { lines: [], labels: new Set() };
  const words = ["--models", models.join(), "--out", at(out), ...data, ...flags];
  await studyCommand.run(parseFlags(words, studyCommand.flags).flags, [], {
    say: (line) => told.lines.push(line),
    progress: ({ label }) => told.labels.add(label),
    result: (json) => {
      told.result = json as Required<Told>["result"];
    },
  });
  return told;
}
const bytes = (...names: string[]) => readFileSync(at(...names));
const age = (...names: string[]) => statSync(at(...names)).mtimeMs;
const done = (model: string) => filesUnder(at("both", model)).map((f) => [f, statSync(f).mtimeMs]);
let first: Told;

beforeAll(async () => {
  writeFileSync(at("data.json"), JSON.stringify(tinyData()));
  first = await study([one, two], "both", ...options);
});

describe("tailscope study", () => {
  it("gives each model the atlas and report that fit and evaluate give, to the byte", async () => {
    const silent: Terminal = { say() {}, progress() {}, result() {} };
    const fit = ["--model", two, "--out", at("two.atlas"), ...data, ...options.slice(0, 4)];
    await fitCommand.run(parseFlags(fit, fitCommand.flags).flags, [], silent);
    const evaluate = ["--atlas", at("two.atlas"), "--model", two, ...data, ...options.slice(4)];
    const words = [...evaluate, "--out", at("alone")];
    await evaluateCommand.run(parseFlags(words, evaluateCommand.flags).flags, [], silent);
    expect(bytes("both", "two", "fit.atlas")).toEqual(bytes("two.atlas"));
    expect(bytes("both", "two", "report.json")).toEqual(bytes("alone", "report.json"));
  });

  it("puts them side by side, with the claims and figures", () => {
    const { tables, claims, done, failed } = first.result!;
    expect([done, failed]).toEqual([{ [one]: "one", [two]: "two" }, []]);
    const report = JSON.parse(bytes("both", "one", "report.json").toString()) as Report;
    const table = tables.find((t) => t.title === "F1 by attribute, std2")!;
    expect(table.rows.map((row) => row[0])).toEqual(["one", "two", "mean of 2"]);
    expect(table.rows[0]!.slice(1, 3)).toEqual(report.modes.std2!.levels[1]!.f1);
    expect(claims.map((c) => c.model)).toEqual(["one", "two"]);
    expect(bytes("both", "compare.md").toString()).toContain("### two");
    const figure = bytes("both", "one", "figures", "tails_attribute_confusion.svg").toString();
    expect(figure.startsWith("<svg xmlns") && figure.endsWith("</svg>\n")).toBe(true);
    for (const text of ["one: attribute, tails", "loud"]) expect(figure).toContain(`>${text}<`);
  });

  it("says in a line which model is under way, and so does the progress", () => {
    expect(first.lines).toEqual(
      [`1 of 2, ${one}`, `2 of 2, ${two}`].flatMap((p) => [`${p}: begun`, `${p}: done`]),
    );
    const labels = [...first.labels].join("\n");
    expect(labels).toContain(`1 of 2, ${one}: Fitting 4 classes`);
    expect(labels).toContain(`2 of 2, ${two}: Scoring 8 sentences`);
  });

  it("leaves alone what is done, and goes on with what is missing", async () => {
    const before = done("one");
    const [report, atlas] = [bytes("both", "two", "report.json"), age("both", "two", "fit.atlas")];
    rmSync(at("both", "two", "report.json"));
    const { lines } = await study([one, two], "both", ...options);
    expect(lines).toContain(`1 of 2, ${one}: was done already`);
    expect(lines).toContain(`2 of 2, ${two}: done`);
    expect(done("one").filter(([f]) => !String(f).includes("figures"))).toEqual(
      before.filter(([f]) => !String(f).includes("figures")),
    );
    expect(bytes("both", "two", "report.json")).toEqual(report);
    expect(age("both", "two", "fit.atlas")).toBe(atlas);
  });

  it("goes on where it was killed, to the same bytes", async () => {
    const words = ["--models", `${one},${two}`, "--out", at("killed"), ...data, ...options];
    const child = startTailscope({}, "study", ...words);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await vi.waitUntil(() => existsSync(at("killed", "one")) || child.exitCode !== null, {
      timeout: 60_000,
      interval: 2,
    });
    child.kill("SIGKILL");
    await ended;
    await study([one, two], "killed", ...options);
    for (const name of ["fit.atlas", "report.json"]) {
      for (const model of ["one", "two"])
        expect(bytes("killed", model, name)).toEqual(bytes("both", model, name));
    }
    const names = (out: string) => filesUnder(at(out)).map((f) => f.slice(at(out).length));
    expect(names("killed")).toEqual(names("both"));
  });

  it("compares with what earlier runs left in the folder", async () => {
    const { result } = await study([two], "both", ...options);
    expect(result!.tables[0]!.rows.map((row) => row[0])).toEqual(["two", "one"]);
  });

  it.each([
    [["--bandwidth-scale", "2", ...options.slice(2)], "with bandwidthScale 1, not 2"],
    [[...options.slice(0, 4), "--mode", "full,std3"], "without the mode std3"],
    [[...options, "--test-share", "0.3"], 'with the split "seed 3", not "seed 3'],
  ])("does not mix in results made otherwise: %j", async (flags, told) => {
    const before = done("one");
    const lines: string[] = [];
    const words = ["--models", one, "--out", at("both"), ...data, ...flags];
    const run = () =>
      studyCommand.run(parseFlags(words, studyCommand.flags).flags, [], {
        say: (line) => lines.push(line),
        progress() {},
        result() {},
      });
    expect(await refusal(run)).toMatch(/^io: 1 of 1 models failed/);
    expect(lines.join("\n")).toContain(`was made ${told}`);
    expect(done("one")).toEqual(before);
  });

  it("tells of a model that fails, does the others, and ends with 1", async () => {
    const out = at("some");
    const words = ["--models", `${at("models", "three")},${one}`, "--out", out, ...data, ...options];
    const { code, stdout, stderr } = await tailscope("study", ...words);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 report → .*compare\.md\n {2}one: of the study's claims/);
    expect(stderr).toMatch(/1 of 2, .*three: failed\. .*three is no folder and no file/);
    expect(stderr).toContain(`2 of 2, ${one}: done\n`);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^tailscope: 1 of 2 models failed \(.*three\); the same command/,
    );
    expect(bytes("some", "one", "report.json")).toEqual(bytes("both", "one", "report.json"));
  });

  it("refuses wrong flags before a model is opened", async () => {
    const twin = writeTinyModel(at("other", "one"), "gpt2");
    expect(await refusal(() => study([one, ""], "no"))).toBe(`usage: --models ${one},: a name is empty.`);
    expect(await refusal(() => study([one], "no", "--mode", "half"))).toMatch(/^usage: --mode half/);
    expect(await refusal(() => study([one], "no", "--grid-points", "x"))).toMatch(/^usage: --grid-points x/);
    expect(await refusal(() => study([one, twin], "no"))).toMatch(
      /^usage: .*folder of another model, one\.$/,
    );
    expect(existsSync(at("no"))).toBe(false);
  });
});
