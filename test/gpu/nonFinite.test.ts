import { describe, expect, it } from "vitest";
import { failureKind } from "../../src/core/failure.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import type { Pooling } from "../../src/core/pooling.ts";
import type { Backend, SentencePlace } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed } from "./bags.ts";
import { mappedBytes } from "./mappedBytes.ts";
import { gpu, uploaded } from "./support.ts";

const [nLayers, dModel, nPos] = [3, 80, 4];
const modes: Mode[] = ["full", "tails", "std2"].map((name) => parseMode(name)!);
const place: SentencePlace = { row: 0, nPos, batchPos: nPos };

/** A sentence whose layers 1 and 2 have `value` at one place of one token, on the GPU and on its twin. */
function scorers(value: number, pos: number, options: { pooling: Pooling; center: boolean }) {
  const atlas = madeAtlas(4, nLayers, dModel, options);
  const gpuBackend = createWebgpuBackend(gpu, atlas, { dModel });
  const onGpu = gpuBackend.scorer(modes, { everyToken: true });
  const twin = (cpuBackend(atlas) as Backend<Float32Array>).scorer(modes, { everyToken: true });
  for (let layer = 0; layer < nLayers; layer++) {
    const residPost = heavyTailed(nPos * dModel, layer + 1);
    if (layer > 0) residPost[pos * dModel + 17] = value;
    onGpu.add({ layer, residPost: { buffer: uploaded(residPost, 512), dModel } }, place);
    twin.add({ layer, residPost }, place);
  }
  return { onGpu, twin, dispose: () => gpuBackend.dispose() };
}

const refused = (error: unknown) => [failureKind(error), (error as Error).message];
const told = (work: Promise<unknown>) => work.then(() => "an answer", refused);

describe("values that are not finite", () => {
  it.each(
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].flatMap((value) =>
      (["last", "all", "mean"] as const).flatMap((pooling) =>
        [true, false].map((center) => [value, { pooling, center }] as const),
      ),
    ),
  )("%s, %o: are told in the same words as by the twin", async (value, options) => {
    const { onGpu, twin, dispose } = scorers(value, nPos - 1, options);
    const [bag, spoilt] = [
      options.pooling === "all" ? (nPos - 1) * dModel : dModel,
      options.center ? dModel : 1, // centring spreads it over its vector, and no further
    ];
    const words = (count: number) => [
      "bad-data",
      `The values of layer 1 are not all finite (${spoilt} of ${count}): they have no density and no scores.`,
    ];
    for (const scorer of [onGpu, twin]) {
      expect(await told(scorer.scores())).toEqual(words(bag));
      expect(await told(scorer.leaders(1, 2))).toEqual(words(bag));
      expect(await told(scorer.view(1, 0, modes[1]!))).toEqual(words(bag));
      expect(await told(scorer.tokenTails(1, { k: 2 }))).toEqual(words(nPos * dModel));
      expect(await told(scorer.view(0, 0, modes[1]!))).toBe("an answer"); // the layer before it is as ever
      expect(await told(scorer.tokenTails(0, { k: 2 }))).toBe("an answer");
    }
    dispose();
  });

  it("in a token that is not scored leave the scores alone", async () => {
    const { onGpu, twin, dispose } = scorers(Number.NaN, 1, { pooling: "last", center: true });
    for (const scorer of [onGpu, twin]) {
      expect(await told(scorer.scores())).toBe("an answer");
      expect(await told(scorer.tokenTails(2, { k: 2 }))).toEqual([
        "bad-data",
        expect.stringContaining("layer 2 are not all finite (80 of 320)"),
      ]);
    }
    dispose();
  });

  it("are found without another way back from the GPU", async () => {
    const spoilt = scorers(Number.NaN, nPos - 1, { pooling: "last", center: true });
    const sound = scorers(1, nPos - 1, { pooling: "last", center: true });
    const [bad, good] = [
      await mappedBytes(() => told(spoilt.onGpu.scores())),
      await mappedBytes(() => told(sound.onGpu.scores())),
    ];
    expect([good.result, bad.bytes]).toEqual(["an answer", good.bytes]);
    for (const { dispose } of [spoilt, sound]) dispose();
  });
});

describe("values that float32 can't compute with", () => {
  it.each([
    ["denormal", 2 ** -149, "no-webgpu"],
    ["with a spread beyond float32", 3e38, "no-webgpu"],
  ] as const)("%s have no view on a GPU, on any adapter", async (_, factor, kind) => {
    const atlas = madeAtlas(2, 1, dModel, { center: false });
    const backend = createWebgpuBackend(gpu, atlas, { dModel });
    const scorer = backend.scorer(modes);
    const residPost = Float32Array.from({ length: dModel }, (_, i) => ((i % 3) - 1) * factor);
    const buffer = uploaded(residPost, 512);
    scorer.add({ layer: 0, residPost: { buffer, dModel } }, { row: 0, nPos: 1, batchPos: 1 });
    expect(await told(scorer.view(0, 0, modes[0]!))).toEqual([
      kind,
      `The values of layer 0, from ${Math.min(...residPost)} to ${Math.max(...residPost)}, are out of reach of the GPU's float32: choose WebAssembly.`,
    ]);
    expect(await told(scorer.scores())).toBe("an answer");
    backend.dispose();
  });
});
