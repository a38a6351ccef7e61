import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { shareOf } from "../../src/cli/shareFlag.ts";
import type { Report } from "../../src/core/api.ts";
import type { Recipe } from "../../src/core/atlas.ts";
import { readAtlas, writeAtlas } from "../../src/core/atlas.ts";
import type { LayerSummary } from "../../src/core/atlasSummary.ts";
import { filesUnder, tailscope, tailscopeJson, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const model = writeTinyModel(join(root, "model"), "gpt_neox");
const at = (name: string) => join(root, name);
const bytes = (name: string) => readFileSync(at(name));
const data = at("data.json");
const fitting = (out: string, ...more: string[]) => [
  ...["fit", "--model", model, "--data", data, "--out", at(out)],
  ...more,
];
const merging = (out: string, ...parts: string[]) => ["atlas", "merge", ...parts.map(at), "--out", at(out)];

beforeAll(async () => {
  writeFileSync(data, JSON.stringify(tinyData()));
  const all = await Promise.all([
    tailscope(...fitting("whole.atlas")),
    tailscope(...fitting("1.atlas", "--classes", "1/3")),
    tailscope(...fitting("2.atlas", "--classes", "2/3")),
    tailscope(...fitting("3.atlas", "--classes", "3/3")),
    tailscope(...fitting("other.atlas", "--classes", "3/3", "--pooling", "mean")),
  ]);
  expect(all.map((result) => result.code)).toEqual([0, 0, 0, 0, 0]);
  expect(all[1]!.stdout).toBe(`${at("1.atlas")}: a share, 2 of 4 classes × 2 layers, 32 sentences\n`);
  expect(filesUnder(root).filter((file) => file.includes(".fit"))).toEqual([]);
});

describe("tailscope atlas merge", () => {
  it("gives the bytes of one run, whatever the order", async () => {
    const { json } = await tailscopeJson<Recipe & { shares: number }>(
      ...merging("merged.atlas", "3.atlas", "1.atlas", "2.atlas"),
    );
    expect([json.shares, json.classes.length]).toEqual([3, 4]);
    expect(bytes("merged.atlas")).toEqual(bytes("whole.atlas"));
  });

  it("refuses other recipes, missing classes and whole atlases", async () => {
    const refused = (...parts: string[]) => tailscopeRefusal(...merging("never.atlas", ...parts));
    expect(await refused("1.atlas", "2.atlas", "other.atlas")).toBe(
      `1 ${at("1.atlas")} and ${at("other.atlas")} are shares of different atlases: options.pooling is "last" in the first, "mean" in the second.`,
    );
    expect(await refused("1.atlas", "3.atlas")).toBe(
      '1 1 of 4 classes are in no share: "about bees / soft" (1).',
    );
    expect(await refused("whole.atlas")).toBe(
      `1 ${at("whole.atlas")} is a whole atlas already, not a share of one.`,
    );
    expect(await tailscopeRefusal("atlas", "merge", "--out", at("never"))).toMatch(/^2 The shares/);
    expect(filesUnder(root).filter((file) => file.includes("never"))).toEqual([]);
  });
});

describe("tailscope atlas show", () => {
  interface Shown {
    bytes: number;
    recipe: Recipe;
    share?: number[];
    layers?: LayerSummary[];
  }
  it("tells the recipe and the layers of an atlas", async () => {
    const { json } = await tailscopeJson<Shown>("atlas", "show", at("whole.atlas"));
    const atlas = readAtlas(new Uint8Array(bytes("whole.atlas")), "whole");
    expect([json.recipe, json.bytes]).toEqual([atlas.recipe, bytes("whole.atlas").length]);
    expect(json.layers!.map((l) => [l.layer, l.count, l.std])).toEqual([
      [0, 4 * 8 * 16, atlas.std[8]],
      [1, 4 * 8 * 16, atlas.std[9]],
    ]);
    const { stdout } = await tailscope("atlas", "show", at("whole.atlas"));
    expect(stdout).toMatch(/bandwidthScale +4\n/);
    expect(stdout).toContain("data.json, 32 sentences to train, 8 held out, seed 42");
  });

  it("tells the classes of a share", async () => {
    expect((await tailscopeJson<Shown>("atlas", "show", at("1.atlas"))).json.share).toEqual([0, 3]);
    const { stdout } = await tailscope("atlas", "show", at("1.atlas"));
    expect(stdout).toContain("A share: 2 of 4 classes.\n  0 about bees / loud\n  3 about clocks / soft\n");
  });
});

describe("tailscope atlas calibrate", () => {
  const calibrating = (atlas: string, report: string, out: string, ...more: string[]) => [
    ...["atlas", "calibrate", "--atlas", at(atlas), "--report", at(report), "--out", at(out)],
    ...more,
  ];
  const evaluated = (atlas: string, out: string) =>
    tailscope(...["evaluate", "--model", model, "--atlas", at(atlas), "--data", data, "--out", at(out)]);
  const read = (name: string) => readAtlas(new Uint8Array(bytes(name)), name);

  it("puts the temperatures of the atlas's report into it, and changes nothing else", async () => {
    expect((await evaluated("whole.atlas", "judged")).code).toBe(0);
    const report = JSON.parse(bytes("judged/report.json").toString()) as Report;
    const { json } = await tailscopeJson<{ out: string; calibration: Recipe["calibration"] }>(
      ...calibrating("whole.atlas", "judged/report.json", "calibrated.atlas"),
    );
    const { temperature, nFitted, nJudged, ece } = report.modes.tails!.calibration!;
    expect(json.calibration!.tails).toEqual({ temperature, nFitted, nJudged, ece });
    const [before, after] = [read("whole.atlas"), read("calibrated.atlas")];
    expect(after.recipe).toEqual({ ...before.recipe, calibration: json.calibration });
    expect({ ...after, recipe: before.recipe }).toEqual(before);
    const { stdout } = await tailscope("atlas", "show", at("calibrated.atlas"));
    expect(stdout).toContain(`temperature ${temperature.toPrecision(4)} by 4 sentences`);
  });

  it("leaves every score as it was", async () => {
    expect((await evaluated("calibrated.atlas", "again")).code).toBe(0);
    expect(bytes("again/report.json")).toEqual(bytes("judged/report.json"));
  });

  it("refuses the report of another atlas, naming what differs", async () => {
    expect((await tailscope(...fitting("mean.atlas", "--pooling", "mean"))).code).toBe(0);
    const told = await tailscopeRefusal(...calibrating("mean.atlas", "judged/report.json", "never.atlas"));
    expect(told).toBe(
      `1 ${at("judged/report.json")} is a report of another experiment than ${at("mean.atlas")}: options.pooling is "last" in the report, "mean" in the atlas.`,
    );
    expect(await tailscopeRefusal(...calibrating("whole.atlas", "data.json", "never.atlas"))).toContain(
      "is no report of Tailscope",
    );
    expect(await tailscopeRefusal(...calibrating("1.atlas", "judged/report.json", "never.atlas"))).toContain(
      "is a share of an atlas",
    );
    expect(await tailscopeRefusal("atlas", "calibrate", "--atlas", at("whole.atlas"))).toMatch(/^2 /);
    expect(
      await tailscopeRefusal(...calibrating("whole.atlas", "judged/report.json", "never.atlas", "more")),
    ).toMatch(/^2 "more": /);
    expect(filesUnder(root).filter((file) => file.includes("never"))).toEqual([]);
  });
});

describe("an atlas is refused", () => {
  it("where it is a share, by what needs a whole one", async () => {
    const told = `1 ${at("2.atlas")} is a share of an atlas: join it with the others first, by \`tailscope atlas merge part*.atlas --out whole.atlas\`.`;
    const using = ["--model", model, "--atlas", at("2.atlas")];
    expect(await tailscopeRefusal("predict", ...using, "a bee sings")).toBe(told);
    expect(await tailscopeRefusal("evaluate", ...using, "--data", data, "--out", at("never"))).toBe(told);
  });

  it("of a newer version", async () => {
    const atlas = readAtlas(new Uint8Array(bytes("whole.atlas")), "whole");
    const newer = { ...atlas.recipe, version: 2 as never };
    writeFileSync(at("newer.atlas"), writeAtlas({ ...atlas, recipe: newer }));
    expect(await tailscopeRefusal("atlas", "show", at("newer.atlas"))).toBe(
      `1 ${at("newer.atlas")} is an atlas of the version 2; this program reads version 1.`,
    );
  });
});

it("a share that is none of four classes is refused", async () => {
  const told = (share: string) =>
    `--classes ${share}: I/N is needed, I from 1 to N, N from 1 to the data set's 4 classes.`;
  expect(await tailscopeRefusal(...fitting("never.atlas", "--classes", "4/3"))).toBe(`2 ${told("4/3")}`);
  for (const share of ["0/3", "1/5", "1/0", "three", "1/2/3", "-1/3", "1.5/3", ""])
    expect(await refusal(() => shareOf(share, 4))).toBe(`usage: ${told(share)}`);
  expect([shareOf("2/4", 4), shareOf("1/1", 4)]).toEqual([[1], [0, 1, 2, 3]]);
});
