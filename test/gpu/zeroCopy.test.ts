import { describe, expect, it, vi } from "vitest";
import { type Atlas, emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { createLab } from "../../src/engine/lab.ts";
import type { GpuResidual } from "../../src/gpu/scorer.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { mappedBytes } from "./mappedBytes.ts";
import { gpu, uploaded } from "./support.ts";

// GPT-2 small and the study's 120 classes.
const [nLayers, dModel, nClasses] = [12, 768, 120];

function atlas(): Atlas {
  const made = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers, dModel, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: nClasses, nTest: 0, split: "none" },
    options: PUBLISHED,
    classes: Array.from({ length: nClasses }, (_, c) => [`subject ${c % 10}`, `attribute ${c}`]),
  });
  const density = fitDensity(heavyTailed(4 * dModel), PUBLISHED, "a class");
  for (let c = 0; c <= nClasses; c++) {
    for (let layer = 0; layer < nLayers; layer++) setDensity(made, c, layer, density);
  }
  return made;
}

const source: ActivationSource<GpuResidual> = {
  shape: { id: "made up", nLayers, dModel, nCtx: 64 } as ActivationSource<GpuResidual>["shape"],
  tokenize: (text) => ({ ids: text.split(" ").map((_, i) => i), texts: text.split(" "), cut: 0 }),
  async *run([ids]) {
    for (let layer = 0; layer < nLayers; layer++) {
      const residPost = scaled(heavyTailed(ids!.length * dModel, layer + 1), 1, 0.1);
      const buffer = uploaded(residPost, 4096);
      yield { layer, residPost: { buffer, dModel } };
      buffer.destroy();
    }
  },
};

describe("a typed sentence on the GPU", () => {
  it("brings back less than 64 KB: guess, sketches of all layers, a look", async () => {
    const fitted = atlas();
    const backend = createWebgpuBackend(gpu, fitted, { dModel });
    const lab = createLab(source, backend, fitted, true);
    const text = "Every value of this sentence stays on the card, from the first layer on to the last.";
    const { result, bytes } = await mappedBytes(async () => {
      const sketches: number[] = [];
      const guess = await lab.guess({ text, layer: 3, mode: "tails" }, ({ layer }) => sketches.push(layer));
      await vi.waitFor(() => expect(sketches).toHaveLength(nLayers), 30_000);
      return { guess, look: await lab.look({ layer: 7, mode: "tails" }) };
    });
    expect(result.look.picture.count).toBe(dModel);
    expect(result.look.picture.sentence.y).toHaveLength(PUBLISHED.gridPoints);
    expect(bytes).toBeGreaterThan(2 * nClasses * nLayers * 4);
    expect(bytes).toBeLessThan(64 * 1024);
    lab.stop();
    backend.dispose();
  });
});
