import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/core/api.ts";
import { writeAtlas } from "../../src/core/atlas.ts";
import { shareMerger } from "../../src/core/atlasShare.ts";
import type { ClassRowStore, ClassRows } from "../../src/core/fitShare.ts";
import { fit, fitShare } from "../../src/engine/fit.ts";
import { readText } from "../../src/engine/readText.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

let e: Experiment;
let whole: Uint8Array;
beforeAll(async () => {
  e = await tinyExperiment();
  whole = writeAtlas(await fit(e.source, e.split.train, e.recipe));
});
afterAll(() => e.source.release());

/** A store in memory, and what was read and written of it. */
function memoryStore(kept = new Map<number, ClassRows>()) {
  const written: number[] = [];
  const store: ClassRowStore = {
    read: async (c) => kept.get(c),
    async write(rows) {
      written.push(rows.classIndex);
      kept.set(rows.classIndex, rows);
    },
  };
  return { store, written, kept };
}

/** Counts the sentences that go through the model. */
function counting() {
  const seen = { sentences: 0 };
  const source: Experiment["source"] = {
    ...e.source,
    run(batch, signal) {
      seen.sentences += batch.length;
      return e.source.run(batch, signal);
    },
  };
  return { source, seen };
}

describe("a fit with a store", () => {
  it("keeps each class, and goes on with what is kept to the same bytes", async () => {
    const { store, written } = memoryStore();
    const pause = { aborted: false };
    const pausing: ClassRowStore = {
      read: store.read,
      async write(rows) {
        pause.aborted = rows.classIndex === 1;
        await store.write(rows);
      },
    };
    expect(await refusal(() => fit(e.source, e.split.train, e.recipe, { store: pausing, pause }))).toBe(
      "aborted: Paused: 2 of 4 classes are kept; fit again with the same options to go on.",
    );
    expect(written).toEqual([0, 1]);
    const told: Progress[] = [];
    const { source, seen } = counting();
    const atlas = await fit(source, e.split.train, e.recipe, {
      store,
      onProgress: (p) => told.push(p),
    });
    expect(writeAtlas(atlas)).toEqual(whole);
    expect(written).toEqual([0, 1, 2, 3]);
    expect(seen.sentences).toBe(2 * 8);
    expect(told.map((p) => p.fraction)[0]).toBeGreaterThan(0.5);
    expect(told.at(-1)).toMatchObject({ label: "Fitting 4 classes, 2 of them kept", fraction: 1 });
    expect(writeAtlas(await fit(source, e.split.train, e.recipe, { store }))).toEqual(whole);
    expect(seen.sentences).toBe(2 * 8);
  });

  it("stopped between two layers loses the class under way and no other", async () => {
    const { store, written } = memoryStore();
    const signal = { aborted: false };
    let batches = 0;
    const source: Experiment["source"] = {
      ...e.source,
      async *run(batch, stop) {
        batches++;
        for await (const layer of e.source.run(batch, stop)) {
          yield layer;
          if (batches === 2) signal.aborted = true;
        }
      },
    };
    expect(await refusal(() => fit(source, e.split.train, e.recipe, { store, signal }))).toBe(
      "aborted: Stopped: 1 of 4 classes are kept; fit again with the same options to go on.",
    );
    expect([written, batches]).toEqual([[0], 2]);
  });

  it("that fails to keep a class ends there", async () => {
    const { store, written } = memoryStore();
    const full: ClassRowStore = {
      read: store.read,
      write: (rows) => (rows.classIndex === 2 ? Promise.reject(new Error("full")) : store.write(rows)),
    };
    await expect(fit(e.source, e.split.train, e.recipe, { store: full })).rejects.toThrow("full");
    expect(written).toEqual([0, 1]);
  });

  it("paused in its last class is done", async () => {
    const pause = { aborted: false };
    const onProgress = ({ fraction }: Progress) => {
      pause.aborted = fraction === 1;
    };
    const atlas = await fit(e.source, e.split.train, e.recipe, { pause, onProgress });
    expect(writeAtlas(atlas)).toEqual(whole);
  });
});

it("without a store a stopped fit says that nothing is kept", async () => {
  const pause = { aborted: true };
  expect(await refusal(() => fit(e.source, e.split.train, e.recipe, { pause }))).toBe(
    "aborted: Paused after 0 of 4 classes; nothing is kept.",
  );
});

it("shares in any order give the bytes of one run", async () => {
  const merger = shareMerger();
  for (const classes of [[3, 1], [2], [0]])
    merger.add(await fitShare(e.source, e.split.train, e.recipe, classes), `share ${classes}`);
  expect(writeAtlas(merger.atlas())).toEqual(whole);
});

describe("residual streams that lie elsewhere", () => {
  it("are copied back, padding and all, to the same bytes", async () => {
    for (const pooling of ["last", "all", "mean"] as const) {
      const recipe = { ...e.recipe, options: { ...e.recipe.options, pooling } };
      const lengths = new Set<number>();
      const source = {
        ...e.source,
        async *run(batch: readonly (readonly number[])[]) {
          for await (const { layer, residPost } of e.source.run(batch))
            yield { layer, residPost: { there: Float32Array.of(...residPost, 7, 7) } }; // longer than the tensor
        },
      };
      const toArray = async ({ there }: { there: Float32Array }, length: number) => {
        lengths.add(length);
        return there.slice(0, length);
      };
      const elsewhere = await fit(source, e.split.train, recipe, { toArray, batchSize: 3 });
      expect(elsewhere).toEqual(await fit(e.source, e.split.train, recipe, { batchSize: 3 }));
      const nVectors = e.split.train.classes[0]!.sentences.map((text) =>
        pooling === "all" ? readText(e.source, text, recipe.options).tokens.ids.length - 1 : 1,
      );
      expect(elsewhere.count[0]).toBe(16 * nVectors.reduce((a, b) => a + b)); // BOS is left out of "all"
      expect([...lengths].every((length) => length > 0 && length % 16 === 0)).toBe(true);
    }
  });
});
