import { describe, expect, it } from "vitest";
import {
  embeddingBytes,
  hasTrainingSteps,
  layerBytes,
  PYTHIA_STEPS,
  parametersUsed,
  STUDY_MODELS,
  usedBytes,
} from "../../src/model/catalogue.ts";
import { parseModelRef } from "../../src/model/modelRef.ts";

describe("the six models of the study", () => {
  it("are what their short names mean", () => {
    for (const { name, repo, revision } of STUDY_MODELS)
      expect(parseModelRef(name)).toEqual({ repo, revision });
    expect(STUDY_MODELS.map((m) => m.name).join()).toBe(
      "gpt2,gpt2-medium,gpt2-large,pythia-160m,pythia-410m,pythia-1b",
    );
    expect(STUDY_MODELS.some((m) => m.deduplicated)).toBe(false);
  });

  // Published counts (model cards, TransformerLens) less what is not used: ln_f, and Pythia's embed_out.
  it.each([
    ["gpt2", 124_439_808 - 2 * 768],
    ["gpt2-medium", 354_823_168 - 2 * 1024],
    ["gpt2-large", 774_030_080 - 2 * 1280],
    ["pythia-160m", 162_322_944 - 2 * 768 - 50304 * 768],
    ["pythia-410m", 405_334_016 - 2 * 1024 - 50304 * 1024],
    ["pythia-1b", 1_011_781_632 - 2 * 2048 - 50304 * 2048],
  ])("%s uses %i numbers", (name, parameters) => {
    const { architecture: a, dtype } = STUDY_MODELS.find((m) => m.name === name)!;
    expect(parametersUsed(a)).toBe(parameters);
    expect(usedBytes(a, dtype)).toBe(parameters * (name.startsWith("gpt2") ? 4 : 2));
    expect(a.nLayers * layerBytes(a, dtype) + embeddingBytes(a, dtype)).toBe(usedBytes(a, dtype));
    expect(layerBytes(a, "F32")).toBe(2 * layerBytes(a, "F16"));
  });
});

describe("Pythia's training", () => {
  it("has 154 steps, doubling to 512 and then by thousands", () => {
    expect(PYTHIA_STEPS).toHaveLength(154);
    expect(PYTHIA_STEPS.slice(0, 4)).toEqual(["step0", "step1", "step2", "step4"]);
    expect(PYTHIA_STEPS.slice(10, 13)).toEqual(["step512", "step1000", "step2000"]);
    expect(PYTHIA_STEPS.at(-1)).toBe("step143000");
  });

  it("is on offer for Pythias alone", () => {
    expect(hasTrainingSteps("EleutherAI/pythia-160m")).toBe(true);
    expect(hasTrainingSteps("EleutherAI/pythia-70m-deduped")).toBe(true);
    expect(hasTrainingSteps("openai-community/gpt2")).toBe(false);
    expect(hasTrainingSteps("someone/EleutherAI-pythia-1b")).toBe(false);
  });
});
