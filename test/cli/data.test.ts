import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DataPreview } from "../../src/core/api.ts";
import { parseDataset } from "../../src/core/dataset.ts";
import { seededSplit, splitToFile } from "../../src/core/split.ts";
import { tailscope, tailscopeJson, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyData } from "../support/tinyData.ts";

const root = tempFolder();
const put = (name: string, content: string) => {
  writeFileSync(join(root, name), content);
  return join(root, name);
};
const nested = tinyData(10);
const dataset = parseDataset(nested, "d");
const json = put("bees.json", JSON.stringify(nested));
const csv = put(
  "bees.csv",
  `text,subject,attribute\r\n${dataset.classes.flatMap(({ path, sentences }) => sentences.map((s) => `"${s}",${path}\r\n`)).join("")}`,
);
const preview = async (...args: string[]) =>
  (await tailscopeJson<DataPreview>("data", "--data", ...args)).json;

describe("tailscope data", () => {
  it("shows a data set in words", async () => {
    const { code, stdout, stderr } = await tailscope("data", "--data", json);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("4 (2 × subject, 2 × attribute)");
    expect(stdout).toContain("32 to train on, 8 held out (seed 42)");
    expect(stdout).toMatch(/about bees \/ loud +8 +2\n/);
  });

  it("gives the same of a table, but for its hash", async () => {
    const [a, b] = [await preview(json), await preview(csv)];
    expect(b).toEqual({ ...a, name: "bees.csv", sha256: b.sha256 });
    expect(b.sha256).not.toBe(a.sha256);
  });

  it("splits by seed and share, by file, or by a test set", async () => {
    const shared = await preview(json, "--seed", "5", "--test-share", "0.5");
    expect([shared.split, shared.nTrain, shared.nTest]).toEqual(["seed 5, test share 0.5", 20, 20]);
    const file = put("split.json", JSON.stringify(splitToFile(dataset, seededSplit(dataset, 1, 0.1))));
    const filed = await preview(json, "--split", file);
    expect([filed.nTrain, filed.nTest]).toEqual([36, 4]);
    expect(filed.split).toMatch(/^split\.json [0-9a-f]{12}$/);
    const test = put("test.jsonl", '{"attribute":"x","text":"y","subject":"z"}\n');
    expect(await tailscopeRefusal("data", "--data", json, "--test", test)).toContain(
      'test.jsonl has the class "x / z", which the data set lacks',
    );
    const tested = await preview(csv, "--test", put("new.csv", "text,s,a\nnew,about bees,soft\n"));
    expect([tested.nTrain, tested.nTest]).toEqual([40, 1]);
    expect(tested.warnings[0]).toContain("Without test sentences");
  });

  it.each([
    ["2 --split and --test exclude each other.", ["--split", "a", "--test", "b"]],
    ["2 --test and --seed exclude each other.", ["--test", "b", "--seed", "1"]],
    ["2 --split and --test-share exclude each other.", ["--split", "b", "--test-share", "0.3"]],
    ["2 --test-share 1: a number from 0 to 0.99 is needed.", ["--test-share", "1"]],
    ["none.csv can't be read (ENOENT).", ["--test", join(root, "none.csv")]],
  ])("is refused: %s", async (sentence, args) => {
    expect(await tailscopeRefusal("data", "--data", json, ...args)).toContain(sentence);
  });

  it("refuses a broken file by its line and column", async () => {
    const broken = put("broken.csv", "text,topic\nx,a\ny,\n");
    expect(await tailscopeRefusal("data", "--data", broken)).toBe(
      `1 ${broken}, line 3, column 2: the level "topic" is missing.`,
    );
  });
});
