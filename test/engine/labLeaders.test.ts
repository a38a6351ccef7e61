import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { GuessRequest, LayerSketch, ViewMode } from "../../src/core/api.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { createLab } from "../../src/engine/lab.ts";
import { noAtlas } from "../../src/engine/noAtlas.ts";
import { madeAtlas } from "../gpu/atlas.ts";
import { heavyTailed } from "../gpu/bags.ts";

const [nClasses, nLayers, dModel] = [12, 5, 96];
const atlas = madeAtlas(nClasses, nLayers, dModel, { bandwidthScale: 1 });
const request = (mode: ViewMode, more: Partial<GuessRequest> = {}): GuessRequest => ({
  text: "some words to read",
  layer: 0,
  mode,
  ...more,
});

// A clock of our own: what a layer takes is what the source says.
beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** Each layer takes so many milliseconds. */
const source = (gaps: readonly number[]): ActivationSource<Float32Array> => ({
  shape: { id: "made up", nLayers, dModel, nCtx: 64 } as ActivationSource<Float32Array>["shape"],
  tokenize: (text) => ({ ids: text.split(" ").map((_, i) => i), texts: text.split(" "), cut: 0 }),
  async *run([ids]) {
    for (let layer = 0; layer < nLayers; layer++) {
      await vi.advanceTimersByTimeAsync(gaps[layer]!);
      yield { layer, residPost: heavyTailed(ids!.length * dModel, layer + 1) };
    }
  },
});

async function guessed(gaps: readonly number[], asked: GuessRequest, guesses = true) {
  const of = guesses ? atlas : noAtlas(source(gaps).shape);
  const lab = createLab(source(gaps), cpuBackend(of), of, guesses);
  const sketches: LayerSketch[] = [];
  const guess = await lab.guess(asked, (sketch) => sketches.push(sketch));
  const late = sketches.length;
  await vi.waitFor(() => expect(sketches).toHaveLength(nLayers));
  return { lab, guess, sketches, late };
}

const SLOW = [80, 80, 80, 80, 80];

it.each(["full", "tails"] as const)(
  "a slow model's layers say what those so far lean to, up to the guess itself: %s",
  async (mode) => {
    const { guess, sketches, late } = await guessed(SLOW, request(mode));
    const { ranking, logLikelihood, byLayer } = guess.modes[mode];
    expect(late).toBe(nLayers);
    expect(sketches.map(({ leaders }) => leaders?.nRead)).toEqual([1, 2, 3, 4, 5]);
    expect(sketches.at(-1)!.leaders).toEqual({
      mode,
      nRead: nLayers,
      best: ranking.slice(0, 3).map((c) => ({ classIndex: c, logLikelihood: logLikelihood[c] })),
    });
    const first = Array.from({ length: nClasses }, (_, c) => byLayer[c * nLayers]!);
    expect(sketches[0]!.leaders!.best[0]!.logLikelihood).toBeCloseTo(Math.max(...first), 2); // byLayer is f32
  },
);

it("a layer that is waited for is told with them, once for all that have come", async () => {
  const { sketches } = await guessed([1, 1, 1, 70, 1], request("full"));
  expect(sketches.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4]);
  expect(sketches.map(({ leaders }) => leaders?.nRead)).toEqual([undefined, undefined, 3, 4, 5]);
});

it("a quick model's layers don't carry them, nor do looks and pinned sentences", async () => {
  const { lab, sketches, late } = await guessed([1, 1, 1, 1, 1], request("full"));
  expect(late).toBe(0);
  const look = await lab.look({ layer: 0, mode: "full", fixed: { left: -1, right: 1 } });
  const slow = await guessed(SLOW, request("full"));
  const pinned = await slow.lab.pin(request("full"));
  for (const each of [...sketches, ...look.sketches!, ...pinned!.sketches])
    expect(each).not.toHaveProperty("leaders");
});

it("there are none by tails of dragged cut-offs, which are scored at the end, and none without an atlas", async () => {
  const fixed = { left: -1, right: 1 };
  const of = async (asked: GuessRequest, guesses?: boolean) =>
    (await guessed(SLOW, asked, guesses)).sketches.map(({ leaders }) => leaders?.nRead);
  expect(await of(request("tails", { fixed }))).toEqual(new Array(nLayers).fill(undefined));
  expect(await of(request("full", { fixed }))).toEqual([1, 2, 3, 4, 5]);
  expect(await of(request("full"), false)).toEqual(new Array(nLayers).fill(undefined));
});

it("that can't be had spoil neither the layer nor the guess", async () => {
  const cpu = cpuBackend(atlas);
  const refusing: typeof cpu = {
    ...cpu,
    scorer: (...asked) => ({ ...cpu.scorer(...asked), leaders: () => Promise.reject(new Error("refused")) }),
  };
  const sketches: LayerSketch[] = [];
  const guess = await createLab(source(SLOW), refusing, atlas).guess(request("full"), (s) =>
    sketches.push(s),
  );
  expect(guess.modes.full.ranking).toHaveLength(nClasses);
  expect(sketches.map((sketch) => "leaders" in sketch)).toEqual(new Array(nLayers).fill(false));
});
