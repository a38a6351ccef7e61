import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { atlasCommand } from "../../src/cli/commands/atlas.ts";
import { evaluateCommand } from "../../src/cli/commands/evaluate.ts";
import { fitCommand } from "../../src/cli/commands/fit.ts";
import { reportCommand } from "../../src/cli/commands/report.ts";
import { parseFlags } from "../../src/cli/flags.ts";
import { filesUnder, tailscope } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const recipes = resolve(import.meta.dirname, "../../tools/recipes");
const recipe = (name: string) => join(recipes, name);
const program = resolve(import.meta.dirname, "../../src/cli/tailscope.mjs");
const N = 3;

/** A folder for the PATH with one program in it. */
function pathWith(folder: string, name: string, script: string): string {
  const bin = join(root, folder);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
  return `${bin}:${process.env.PATH}`;
}

function run(command: string, args: string[], env: Record<string, string>): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
}

/** A stand-in that writes its arguments down, a line at a time (two may run at once), and an empty file of the name that the merges look for. */
const STUB = `#!/bin/sh
for arg in "$@"; do printf '%s\\t' "$arg"; done >> "$LOG.$$"
case "$1 $*" in
  fit*) touch "$(echo "$*" | sed 's/.*--out //')" ;;
  evaluate*) mkdir -p "$OUT/report"; part=$(echo "$*" | sed 's/.*--part \\([0-9]*\\).*/\\1/'); touch "$OUT/report/part-$part-of-$N.evaluation" ;;
esac
echo >> "$LOG.$$"; cat "$LOG.$$" >> "$LOG"; rm "$LOG.$$"
`;

/** The commands that a recipe gives, each a list of arguments; `OUT` stands for the output folder. */
function commandsOf(name: string, start: (env: Record<string, string>) => void): string[][] {
  const [out, log] = [join(root, "stub", name), join(root, `${name}.log`)];
  mkdirSync(out, { recursive: true });
  const PATH = pathWith("stub-bin", "tailscope", STUB);
  start({ PATH, LOG: log, OUT: out, MODEL: "m", DATA: "d.json", SPLIT: "s.json", N: String(N) });
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  return lines.map((line) => line.replaceAll(out, "OUT").replace(/\t$/, "").split("\t"));
}

/** As a set: flags and words sorted, because recipes may write them in another order. */
const sorted = (commands: string[][]) =>
  commands
    .map(([name, ...args]) => {
      const { flags, rest } = parseFlags(args, KNOWN[name!]!.flags);
      return JSON.stringify([name, rest.sort(), Object.entries(flags).sort()]);
    })
    .sort();

const KNOWN = {
  fit: fitCommand,
  atlas: atlasCommand,
  evaluate: evaluateCommand,
  report: reportCommand,
} as Record<string, typeof fitCommand>;

const xargs = (env: Record<string, string>) => run("sh", [recipe("xargs.sh")], { ...env, JOBS: "1" });

/** An sbatch that runs each task where it stands. */
const SBATCH = `#!/bin/bash
tasks=
while [ $# -gt 0 ]; do
  case "$1" in --array=1-*) tasks=$(seq "\${1#--array=1-}") ;; --wrap) shift; wrapped=$1 ;; esac
  shift
done
for task in \${tasks:-0}; do SLURM_ARRAY_TASK_ID=$task sh -euc "$wrapped" >&2; done
echo 17
`;

/** Runs each Job's script, Indexed ones once an index. */
function kubernetes(env: Record<string, string>): void {
  const jobs = readFileSync(recipe("kubernetes.yaml"), "utf8").split(/^---$/m).slice(1);
  expect(jobs.map((job) => /^ {2}name: tailscope-(\w+)$/m.exec(job)?.[1])).toEqual([
    "fit",
    "atlas",
    "evaluate",
    "report",
  ]);
  for (const job of jobs) {
    const script = job
      .split(/- \|\n/)[1]!
      .split("\n")
      .filter((line) => line.startsWith(" ".repeat(14)));
    const indices = job.includes("completionMode: Indexed") ? [0, 1, 2] : [undefined];
    for (const index of indices)
      run("sh", ["-euc", script.join("\n")], { ...env, JOB_COMPLETION_INDEX: String(index) });
  }
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("every recipe", () => {
  let expected: string[];
  beforeAll(() => {
    expected = sorted(commandsOf("xargs", xargs));
  });

  it("is fits of all shares, a merge, evaluations of all parts and a merge, as the command line knows them", () => {
    const commands = expected.map((command) => JSON.parse(command) as [string, string[]]);
    expect(commands.map(([name, words]) => [name, ...words.map((w) => w.replace(/.*\//, ""))])).toEqual([
      ["atlas", "share-1-of-3.atlas", "share-2-of-3.atlas", "share-3-of-3.atlas", "merge"],
      ...Array.from({ length: N }, () => ["evaluate"]),
      ...Array.from({ length: N }, () => ["fit"]),
      ["report", "part-1-of-3.evaluation", "part-2-of-3.evaluation", "part-3-of-3.evaluation", "merge"],
    ]);
  });

  it("gives the same commands: SLURM", () => {
    const start = (env: Record<string, string>) => {
      const bin = pathWith("slurm-bin", "sbatch", SBATCH).split(":")[0];
      run("bash", [recipe("slurm.sh")], { ...env, PATH: `${bin}:${env.PATH}` });
    };
    expect(sorted(commandsOf("slurm", start))).toEqual(expected);
  });

  it("gives the same commands: Kubernetes", () => {
    expect(sorted(commandsOf("kubernetes", kubernetes))).toEqual(expected);
  });

  it.runIf(hasPython)("gives the same commands: task lists", () => {
    const start = (env: Record<string, string>) => run("python3", [recipe("tasks.py"), "threads", "2"], env);
    expect(sorted(commandsOf("tasks", start))).toEqual(expected);
  });
});

describe("kubernetes.yaml", () => {
  it("has steps in the order of its script, tabs nowhere, and as many pods as shares", () => {
    const yaml = readFileSync(recipe("kubernetes.yaml"), "utf8");
    expect(yaml).not.toMatch(/\t/);
    const steps = /for step in (.*); do/.exec(readFileSync(recipe("kubernetes.sh"), "utf8"))![1]!.split(" ");
    const labels = [...yaml.matchAll(/step: (\w+)/g)].map(([, step]) => step);
    expect([...new Set(labels)]).toEqual(steps);
    const shares = [...yaml.matchAll(/(?:completions: |parallelism: |N: ")(\d+)/g)].map(([, n]) => n);
    expect(shares).toEqual(["8", "8", "8", "8", "8"]);
  });
});

describe("xargs.sh on a tiny model", () => {
  const model = writeTinyModel(join(root, "model"), "gpt2");
  const data = join(root, "data.json");
  const [one, many] = [join(root, "one"), join(root, "many")];
  beforeAll(async () => {
    writeFileSync(data, JSON.stringify(tinyData()));
    const PATH = pathWith(
      "real-bin",
      "tailscope",
      `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    );
    const shared = { MODEL: model, DATA: data, OUT: many, N: String(N), JOBS: "2" };
    run("sh", [recipe("xargs.sh")], { ...shared, PATH });
    const from = ["--model", model, "--data", data];
    const atlas = join(one, "whole.atlas");
    for (const args of [
      ["fit", ...from, "--out", atlas],
      ["evaluate", ...from, "--atlas", atlas, "--out", join(one, "report")],
    ])
      expect((await tailscope(...args)).code).toBe(0);
  });
  const same = (name: string) =>
    expect(readFileSync(join(many, name)).equals(readFileSync(join(one, name)))).toBe(true);

  it("gives the atlas of one run, byte for byte", () => {
    same("whole.atlas");
    expect(existsSync(join(many, `share-${N}-of-${N}.atlas`))).toBe(true);
  });

  it("gives the report of one run, byte for byte", () => {
    const names = filesUnder(join(one, "report")).map((file) => file.slice(one.length + 1));
    expect(names).toContain("report/report.json");
    for (const name of names) same(name);
  });
});
