import { describe, expect, it } from "vitest";
import { previewData } from "../../src/core/dataPreview.ts";
import { parseData } from "../../src/core/dataText.ts";
import { divide } from "../../src/core/divide.ts";
import { sharedBytes } from "../support/shared.ts";

// METHOD §5 counts texts as they stand: 140 test sentences that are in their class's training part to the letter, 328 distinct
// texts that stand more than once anywhere. But for case and signs, which is how reports judge, they are a few more.
describe("the study's data with its own split", () => {
  const data = parseData(sharedBytes("study/sentences_20241018_00.json"), "sentences.json");
  const bytes = sharedBytes("study/seed_42_test_split.json");
  const { split } = divide(data, { kind: "file", name: "split.json", bytes, sha256: "" });
  const preview = previewData(data, split, "sentences.json", "", "split.json");

  it("has METHOD's counts", () => {
    expect(preview.classes).toHaveLength(120);
    expect(preview.levels.map((l) => l.labels.length)).toEqual([10, 12]);
    expect([preview.nTrain, preview.nTest]).toEqual([19_193, 4_800]);
    expect([preview.leaks, preview.identicalRepeats]).toEqual([140, 328]);
  });

  it("has more repeats but for case and signs", () => {
    expect([preview.nearLeaks, preview.repeatsWithin, preview.repeatsAcross]).toEqual([146, 309, 94]);
  });

  it("is Japanese where it says so, and Latin elsewhere", () => {
    expect(preview.scripts).toEqual([
      { script: "Latin", sentences: 21_993 },
      { script: "Japanese", sentences: 2_000 },
    ]);
    expect(preview.empty).toBe(0);
  });
});
