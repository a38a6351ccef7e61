import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import type { Signal } from "../../src/core/seams.ts";
import { type BlockSource, openBlockSource } from "../../src/model/blockSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { TINY, tinyTokenizer, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const { dModel, nLayers } = TINY;
const long = Array.from({ length: 17 }, (_, i) => (i * 31 + 7) % 257);
const batch = [[0, 5, 9], long, [256], [3, 1, 4, 1, 5, 9, 2, 6]];

for (const architecture of ["gpt2", "gpt_neox"] as const) {
  describe(`block sessions of ${architecture}`, () => {
    let source: BlockSource<Float32Array>;
    const layers = async (sequences: number[][]) => {
      const found: Float32Array[] = [];
      for await (const { layer, residPost } of source.run(sequences)) found[layer] = residPost.slice();
      return found;
    };

    beforeAll(async () => {
      source = await openBlockSource(
        folderFiles(writeTinyModel(join(root, architecture), architecture)),
        nodeRuntime(),
      );
      await source.loaded;
    });
    afterAll(() => source.release());

    it("tell the model's shape", () => {
      expect(source.shape).toMatchObject({ ...TINY, architecture, id: architecture });
      expect(source.shape.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    });

    it("give every layer in order, as many values as tokens × width", async () => {
      const found = await layers([long]);
      expect(found.map((r) => r.length)).toEqual(new Array(nLayers).fill(long.length * dModel));
      expect(found.flatMap((r) => [...r]).every(Number.isFinite)).toBe(true);
    });

    it("give a padded batch the rows that each sentence has alone", async () => {
      const together = await layers(batch);
      for (const [row, ids] of batch.entries()) {
        const alone = await layers([ids]);
        for (let layer = 0; layer < nLayers; layer++) {
          const from = row * long.length * dModel;
          const part = together[layer]!.subarray(from, from + ids.length * dModel);
          const largest = Math.max(...alone[layer]!.map(Math.abs));
          const difference = Math.max(...part.map((v, i) => Math.abs(v - alone[layer]![i]!)));
          expect(difference / largest).toBeLessThan(1e-5); // float32 sums in another order
        }
      }
    });

    it("let no token see those after it", async () => {
      const [whole, start] = [await layers([long]), await layers([long.slice(0, 6)])];
      const part = whole[nLayers - 1]!.subarray(0, 6 * dModel);
      const largest = Math.max(...start[nLayers - 1]!.map(Math.abs));
      expect(Math.max(...part.map((v, i) => Math.abs(v - start[nLayers - 1]![i]!))) / largest).toBeLessThan(
        1e-5,
      );
      expect(whole[0]!.subarray(6 * dModel, 7 * dModel)).not.toEqual(
        whole[0]!.subarray(5 * dModel, 6 * dModel),
      );
    });

    it("stop between layers when told to, and run again", async () => {
      const signal = { aborted: false };
      const seen: number[] = [];
      const told = await refusal(async () => {
        for await (const { layer } of source.run([long], signal)) {
          seen.push(layer);
          signal.aborted = true;
        }
      });
      expect(told).toMatch(/^aborted: /);
      expect(seen).toEqual([0]);
      expect(await layers([long])).toHaveLength(nLayers);
    });

    it("refuse more tokens than the model reads", async () => {
      const told = await refusal(() => layers([[1], new Array(TINY.nCtx + 1).fill(1)]));
      expect(told).toBe(`bad-data: 97 tokens are more than the 96 that ${architecture} reads.`);
      expect(await layers([new Array(TINY.nCtx).fill(1)])).toHaveLength(nLayers);
    });

    it("refuse a token id beyond the vocabulary", async () => {
      expect(await refusal(() => layers([[1, 257]]))).toContain(
        "The token id 257 is not among the model's 257",
      );
    });
  });
}

describe("what a run holds on its runtime", () => {
  /** The real runtime, its outputs' disposals counted. */
  async function counted(run: (source: BlockSource<Float32Array>) => Promise<void>) {
    const runtime = nodeRuntime();
    const given = new Set<object>();
    let disposed = 0;
    const source = await openBlockSource(folderFiles(writeTinyModel(join(root, "counted"), "gpt2")), {
      ...runtime,
      view(residPost) {
        const dispose = residPost.dispose.bind(residPost);
        residPost.dispose = () => {
          disposed += given.delete(residPost) ? 1 : 0;
          dispose();
        };
        given.add(residPost);
        return runtime.view(residPost);
      },
    });
    await run(source);
    await source.release();
    return { left: given.size, disposed };
  }
  const all = async (source: BlockSource<Float32Array>, signal?: Signal) => {
    for await (const { layer } of source.run([long], signal)) if (layer === 0 && signal) break;
  };

  it("is freed layer by layer, and when the caller gives up", async () => {
    expect(await counted((source) => all(source))).toEqual({ left: 0, disposed: nLayers });
    expect(await counted((source) => all(source, { aborted: false }))).toEqual({ left: 0, disposed: 1 });
  });
});

it("a folder without tokenizer runs on ids, and says so of text", async () => {
  const folder = writeTinyModel(join(root, "mute"), "gpt2", { tokenizer: undefined });
  const source = await openBlockSource(folderFiles(folder), nodeRuntime());
  expect(await refusal(() => source.tokenize("text", true))).toContain("mute has no tokenizer.json");
  await source.release();
});

it("another model's tokenizer is refused, by the token that has no row", async () => {
  const tokenizer = tinyTokenizer("gpt2") as { model: { vocab: Record<string, number> } };
  tokenizer.model.vocab.extra = 257;
  const folder = writeTinyModel(join(root, "other"), "gpt2", { tokenizer });
  expect(await refusal(() => openBlockSource(folderFiles(folder), nodeRuntime()))).toBe(
    "mismatch: other/tokenizer.json is another model's: it has a token 257, the embedding has 257 rows.",
  );
});
