import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compareCommand } from "../../src/cli/commands/compare.ts";
import type { Comparison } from "../../src/cli/studyComparison.ts";
import { filesUnder, tailscope, tailscopeJson } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { reportOf } from "../support/report.ts";

const root = tempFolder();
const path = (name: string) => join(root, name);
const classes = ["bees | wild", "clocks"].flatMap((s) => ["loud", "soft"].map((v) => [s, v]));
const counts = (right: number) => classes.map((_, t) => classes.map((_, p) => (t === p ? right : 1)));
const report = (id: string, right: number) =>
  reportOf({
    classes,
    model: { id, nLayers: 2, dModel: 16 },
    nTest: 100,
    confusion: { full: counts(right), tails: counts(3) },
    tailsMinusFull: [{ name: "subject", difference: 0.1, interval: { low: 0.05, high: 0.15 } }],
  });

beforeAll(() => {
  const two = { ...report("two", 5), data: { name: "e.json", sha256: "ef".repeat(32), split: "seed 1" } };
  writeFileSync(path("one.json"), JSON.stringify(report("one", 2)));
  writeFileSync(path("two.json"), JSON.stringify(two));
  writeFileSync(path("newer.json"), JSON.stringify({ ...two, version: 2 }));
  writeFileSync(path("odd.json"), JSON.stringify([1]));
  writeFileSync(path("poor.json"), JSON.stringify({ format: "tailscope-report", version: 1 }));
});

describe("tailscope compare", () => {
  it("writes compare.md and a CSV a table, and answers the same as JSON", async () => {
    const out = path("out");
    const { json, stderr } = await tailscopeJson<Comparison>(
      ...["compare", path("one.json"), path("two.json"), "--out", out],
    );
    expect(stderr).toContain(
      "two is not on the same ground as one: it has the data e.json instead of d.json",
    );
    expect(filesUnder(out)).toHaveLength(1 + 1 + json.tables.length);
    const csv = readFileSync(join(out, "tables", "f1_by_subject_full.csv"), "utf8").split("\r\n");
    expect(csv[0]).toBe("model,bees | wild,clocks,mean");
    const table = json.tables.find((t) => t.title === "F1 by subject, full")!;
    expect(csv[2]).toBe(table.rows[1]!.join(","));
    expect(csv[1]).not.toBe(csv[2]!.replace("two", "one"));

    const page = readFileSync(join(out, "compare.md"), "utf8");
    expect(page).toContain("> two is not on the same ground as one");
    expect(page).toContain("| model | bees \\| wild | clocks | mean |");
    const claim = json.claims[1]!.claims[0]!;
    expect([json.claims[1]!.model, claim.verdict]).toEqual(["two", "holds"]);
    expect(page).toContain(`| ${claim.claim} | ${claim.found} | **holds** | 100 |`);
    expect(page).toContain("## Tails − full, macro F1");
  });

  it("says in a line a model how the claims went", async () => {
    const { stdout } = await tailscope("compare", path("one.json"), "--out", path("single"));
    expect(stdout).toMatch(/^1 report, \d+ tables → /);
    expect(stdout).toMatch(/one: of the study's claims \d+ hold, \d+ fail, \d+ open/);
  });

  it("refuses what is no report, naming it", async () => {
    const silent = { progress() {}, say() {}, result() {} };
    const refused = (...names: string[]) =>
      refusal(() => compareCommand.run({ out: path("x") }, names.map(path), silent));
    expect(await refused("odd.json")).toMatch(
      /^bad-file: .*odd\.json is no report of Tailscope: evaluate writes them/,
    );
    expect(await refused("one.json", "newer.json")).toMatch(/newer\.json is a report of the version 2;/);
    expect(await refused("poor.json")).toMatch(
      /poor\.json can't be used: parts of the report are missing\.$/,
    );
    expect(await refused("none.json")).toMatch(/none\.json can't be read \(ENOENT\)\.$/);
    expect(await refused()).toBe("usage: no report.json is named.");
    expect(filesUnder(root).filter((f) => f.startsWith(path("x")))).toEqual([]);
  });
});
