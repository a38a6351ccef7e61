import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { worthThreads } from "../../src/cli/scoringBackend.ts";
import { scoringPool } from "../../src/cli/scoringPool.ts";
import { fromSent, toSent } from "../../src/cli/scoringTask.ts";
import type { Atlas } from "../../src/core/atlas.ts";
import { Failure } from "../../src/core/failure.ts";
import type { Mode } from "../../src/core/options.ts";
import type { Pooling } from "../../src/core/pooling.ts";
import type { Backend, SentenceScorer } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import { fit } from "../../src/engine/fit.ts";
import { tinyExperiment } from "../support/experiment.ts";
import { tempFolder } from "../support/folder.ts";
import { logisticBag } from "../support/normal.ts";
import { tinyAtlas } from "../support/tinyAtlas.ts";

const MODES: Mode[] = [
  { name: "tails", kind: "tails" },
  { name: "full", kind: "full" },
  { name: "std1.5", kind: "std", k: 1.5 },
];
const LENGTHS = [1, 2, 5, 3, 4, 5, 1];
const root = tempFolder();

function poolOf(atlas: Atlas, nWorkers = 2, worker?: URL): Backend<Float32Array> {
  const pool = scoringPool(atlas, nWorkers, worker);
  onTestFinished(() => pool.dispose());
  return pool;
}

/** Scorers of a batch that has gone through both layers, or the first `nLayers`. */
function batch(backend: Backend<Float32Array>, modes: readonly Mode[], nLayers = 2) {
  const batchPos = Math.max(...LENGTHS);
  const scorers = LENGTHS.map(() => backend.scorer(modes));
  for (let layer = 0; layer < nLayers; layer++) {
    // one buffer for all layers, as a runtime may have it
    const residPost = logisticBag(LENGTHS.length * batchPos * 4, 77 + layer, 2);
    LENGTHS.forEach((nPos, row) => {
      scorers[row]!.add({ layer, residPost }, { row, nPos, batchPos });
    });
    residPost.fill(Number.NaN);
  }
  return scorers;
}

const scoresOf = (scorers: readonly SentenceScorer<Float32Array>[]) =>
  Promise.all(scorers.map((scorer) => scorer.scores()));

it.each(["last", "all", "mean"] satisfies Pooling[])(
  "scores to the bit as on one thread, pooling %s",
  async (pooling) => {
    const atlas = tinyAtlas({ pooling });
    const pool = poolOf(atlas);
    for (const modes of [MODES, MODES.slice(0, 1), MODES.slice(1)]) {
      const scores = await scoresOf(batch(pool, modes));
      expect(scores).toEqual(await scoresOf(batch(cpuBackend(atlas), modes)));
      expect(scores[0]).not.toEqual(scores[1]);
    }
  },
);

it("refuses a sentence with values that are not finite, in the same words, and only that one", async () => {
  const atlas = tinyAtlas();
  const place = { row: 0, nPos: 1, batchPos: 1 };
  for (const backend of [poolOf(atlas), cpuBackend(atlas)]) {
    const [spoilt, sound] = [backend.scorer(MODES), backend.scorer(MODES)];
    for (const layer of [0, 1]) {
      const residPost = logisticBag(4, 5 + layer, 2);
      sound.add({ layer, residPost }, place);
      spoilt.add({ layer, residPost: layer ? residPost.with(2, Infinity) : residPost }, place);
    }
    const words = /^The values of layer 1 are not all finite \(\d of 4\)/;
    await expect(spoilt.scores()).rejects.toThrow(words);
    await expect(spoilt.leaders(0, 1)).rejects.toThrow(words);
    await expect(spoilt.view(1, 0, MODES[0]!)).rejects.toThrow(words);
    expect(await sound.scores()).toHaveLength(MODES.length);
  }
});

it("evaluates a model to the bit as on one thread", async () => {
  const { source, split, recipe } = await tinyExperiment();
  onTestFinished(() => source.release());
  const atlas = await fit(source, split.train, recipe);
  const through = (backend: Backend<Float32Array>) => evaluate(source, backend, atlas, split.test, MODES);
  expect(await through(poolOf(atlas))).toEqual(await through(cpuBackend(atlas)));
});

it("takes threads where the work is long and there are cores for it", () => {
  const long = Array.from({ length: 2000 }, (_, c) => [`class ${c}`]);
  const { recipe, ...rows } = tinyAtlas();
  const atlas: Atlas = { ...rows, recipe: { ...recipe, classes: long } };
  expect(worthThreads(atlas, 100_000, 2)).toBe(true);
  expect(worthThreads(atlas, 100_000, 1)).toBe(false);
  expect(worthThreads(atlas, 1000, 2)).toBe(false);
});

it("scores the layers that have come, and again when more have", async () => {
  const atlas = tinyAtlas();
  const [partial] = batch(poolOf(atlas), MODES, 1);
  const [same] = batch(cpuBackend(atlas), MODES, 1);
  expect(await partial!.scores()).toEqual(await same!.scores());
  const residPost = logisticBag(LENGTHS.length * 20, 5);
  for (const scorer of [partial!, same!])
    scorer.add({ layer: 1, residPost }, { row: 0, nPos: 3, batchPos: 5 });
  expect(await partial!.scores()).toEqual(await same!.scores());
});

it("shows a layer as on one thread", async () => {
  const atlas = tinyAtlas({ pooling: "all" });
  const views = [poolOf(atlas), cpuBackend(atlas)].map((backend) =>
    batch(backend, MODES)[2]!.view(1, 2, MODES[0]!),
  );
  expect(await views[0]).toEqual(await views[1]);
});

it("tells an error in a worker as it was thrown there", async () => {
  const atlas = tinyAtlas();
  const broken: Mode[] = [{ name: "nonsense", kind: "std", k: 1n as unknown as number }];
  const pool = poolOf(atlas);
  const [scorer] = batch(pool, broken);
  await expect(scorer!.scores()).rejects.toMatchObject({
    name: "TypeError",
    message: expect.stringContaining("BigInt"),
    stack: expect.stringContaining("cutoffsOf"),
  });
  expect(await scoresOf(batch(pool, MODES))).toEqual(await scoresOf(batch(cpuBackend(atlas), MODES)));
});

it("keeps the kind of a failure", () => {
  const failure = new Failure("bad-data", "no");
  const back = fromSent(structuredClone(toSent(failure)));
  expect(back).toBeInstanceOf(Failure);
  expect(back).toMatchObject({ kind: "bad-data", message: "no", name: failure.name, stack: failure.stack });
});

it.each([
  ["that can't start", 'throw new RangeError("no memory")', "no memory"],
  ["that ends by itself", "process.exit(7)", "a scoring worker ended with exit code 7"],
])("tells of a worker %s, then and afterwards", async (name, source, told) => {
  const file = join(root, `${name.length}.mjs`);
  writeFileSync(file, source);
  const pool = poolOf(tinyAtlas(), 1, pathToFileURL(file));
  await expect(scoresOf(batch(pool, MODES))).rejects.toThrow(told);
  await expect(scoresOf(batch(pool, MODES))).rejects.toThrow(told);
});

it("refuses what waits when it is disposed", async () => {
  const pool = poolOf(tinyAtlas());
  const scorers = batch(pool, MODES);
  pool.dispose();
  await expect(scoresOf(scorers)).rejects.toThrow("disposed");
});

it("lets a process end whose pool was never disposed, once its scores have come", async () => {
  const script = join(root, "undisposed.mts");
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  writeFileSync(
    script,
    `import { worthThreads } from "../../src/cli/scoringBackend.ts";
import { scoringPool } from ${from("../../src/cli/scoringPool.ts")};
import { tinyAtlas } from ${from("../support/tinyAtlas.ts")};
const scorer = scoringPool(tinyAtlas(), 2).scorer([{ name: "full", kind: "full" }]);
for (const layer of [0, 1])
  scorer.add({ layer, residPost: Float32Array.of(1, 2, 3, 4) }, { row: 0, nPos: 1, batchPos: 1 });
console.log((await scorer.scores())[0].tailCount.length);`,
  );
  const tsx = import.meta.resolve("tsx");
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", tsx, script]);
  expect(stdout).toBe("6\n");
});
