import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { readAtlas } from "../../src/core/atlas.ts";
import { argmax } from "../../src/core/ranking.ts";
import { dropLastWord } from "../../src/core/text.ts";
import { filesUnder, tailscopeJson } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { readTensors } from "../support/tensors.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const model = writeTinyModel(join(root, "model"), "gpt2");
const [data, split, atlas, out] = ["data.json", "split.json", "a.atlas", "report"].map((n) =>
  join(root, n),
) as [string, string, string, string];
const sentences = tinyData();
const paths = Object.entries(sentences).flatMap(([s, attributes]) =>
  Object.keys(attributes).map((a) => [s, a]),
);
const held = paths.map(([s, a]) => sentences[s!]![a!]![0]!);
const bytes = (path: string) => new Uint8Array(readFileSync(path));
const fit = (to: string, ...flags: string[]) =>
  tailscopeJson<Record<string, unknown>>("fit", "--model", model, "--data", data, "--out", to, ...flags);

interface Ranking {
  read: string;
  tokens: string[];
  mode: string;
  ranking: { path: string[]; logLikelihood: number }[];
}
const predict = (text: string, mode: string) =>
  tailscopeJson<Ranking>("predict", "--model", model, "--atlas", atlas, "--mode", mode, text);

beforeAll(async () => {
  writeFileSync(data, JSON.stringify(sentences));
  writeFileSync(split, JSON.stringify({ test_sentences: held, test_categories: paths }));
  await fit(atlas, "--split", split);
});

describe("tailscope fit", () => {
  it("writes an atlas with its whole recipe, the published options by default", async () => {
    const { recipe, count } = readAtlas(bytes(atlas), atlas);
    expect(recipe).toMatchObject({
      model: { id: "model", architecture: "gpt2", nLayers: 2, dModel: 16 },
      data: { name: "data.json", nTrain: 36, nTest: 4 },
      options: { bandwidthScale: 4, gridPoints: 1000, densityFloor: 1e-6, tailRule: { rule: "published" } },
      classes: paths,
    });
    expect([...count]).toEqual([...new Array(8).fill(9 * 16), 36 * 16, 36 * 16]);
  });

  it("gives the same bytes twice, and others by another seed", async () => {
    const [one, two, three] = ["1", "2", "3"].map((n) => join(root, `${n}.atlas`)) as [
      string,
      string,
      string,
    ];
    const { stderr } = await fit(one, "--seed", "5");
    await fit(two, "--seed", "5");
    await fit(three, "--seed", "6");
    expect(bytes(two)).toEqual(bytes(one));
    expect(bytes(three)).not.toEqual(bytes(one));
    expect(stderr).toContain("Fitting 4 classes: 100 %");
  });

  it("takes METHOD's options as flags", async () => {
    const flags = ["--bandwidth-scale", "1", "--grid-points", "64", "--density-floor", "1e-5", "--no-bos"];
    const more = ["--tail-rule", "fixed:-1,2.5", "--pooling", "mean", "--keep-last-word", "--no-center"];
    const { json } = await fit(join(root, "odd.atlas"), ...flags, ...more);
    expect(json.options).toEqual({
      dropLastWord: false,
      prependBos: false,
      center: false,
      pooling: "mean",
      bandwidthScale: 1,
      gridPoints: 64,
      densityFloor: 1e-5,
      tailRule: { rule: "fixed", left: -1, right: 2.5 },
    });
  });
});

describe("tailscope evaluate and predict", () => {
  it("agree on every held-out sentence, in every mode", async () => {
    const scores = join(root, "scores.safetensors");
    const { json: report } = await tailscopeJson<Report>(
      ...["evaluate", "--atlas", atlas, "--model", model, "--data", data, "--split", split],
      ...["--mode", "full,tails,std2", "--out", out, "--scores", scores],
    );
    expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).toEqual(report);
    expect([report.nTest, Object.keys(report.modes)]).toEqual([4, ["full", "tails", "std2"]]);
    const tables = filesUnder(out).map((f) => f.slice(out.length + 1));
    expect(tables).toContain("std2/pair_confusion.csv");
    expect(tables.filter((f) => !/\.(csv|json)$/.test(f))).toEqual(["evaluation.safetensors"]);

    const tensors = readTensors(bytes(scores));
    for (const mode of ["full", "tails", "std2"]) {
      const { shape, data: values } = tensors[`log_likelihood_${mode}`]!;
      expect(shape).toEqual([4, 4, 2]);
      const text = held[2]!;
      const totals = paths.map((_, c) => values[(2 * 4 + c) * 2]! + values[(2 * 4 + c) * 2 + 1]!);
      const { json } = await predict(text, mode);
      expect([json.read, json.tokens.join("")]).toEqual([
        dropLastWord(text),
        `<|endoftext|>${dropLastWord(text)}`,
      ]);
      expect(json.ranking[0]!.path).toEqual(paths[argmax(totals)]);
      for (const { path, logLikelihood } of json.ranking) {
        const total = totals[paths.findIndex((p) => p.join() === path.join())]!;
        expect(Math.abs(logLikelihood / total - 1)).toBeLessThan(1e-5); // a batch of one sums in another order
      }
      const told = report.modes[mode]!.path.confusion[2]!;
      expect(told[argmax(totals)]).toBe(1);
    }
  });

  it("predict says on stderr what was cut", async () => {
    const { json, stderr } = await predict("hum ".repeat(5000), "full");
    expect(json.tokens).toHaveLength(96);
    expect(stderr).toContain("The text was cut at 96 tokens; ");
  });

  it.each(["🐝", "word", "a\uD800 b"])("predict ranks every class for %j", async (text) => {
    expect((await predict(text, "tails")).json.ranking.map((r) => r.path).sort()).toEqual([...paths].sort());
  });
});
