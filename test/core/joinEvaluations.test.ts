import { describe, expect, it } from "vitest";
import { type EvaluationPart, emptyResults, placeResults } from "../../src/core/evaluation.ts";
import { firstDifference } from "../../src/core/firstDifference.ts";
import { joinEvaluations } from "../../src/core/joinEvaluations.ts";
import { seededRandom } from "../../src/core/random.ts";
import { evaluationOf, FULL_AND_TAILS, recipeOf } from "../support/evaluations.ts";
import { refusal } from "../support/refusal.ts";

const n = 11;
const random = seededRandom(4);
const recipe = recipeOf([["a"], ["b"], ["c"]], 2);
const scores = Array.from({ length: n }, () =>
  FULL_AND_TAILS.map(() => ({
    logLikelihood: Array.from({ length: 6 }, () => -1e4 * random()),
    tailCount: Array.from({ length: 6 }, () => Math.floor(6 * random())),
  })),
);
const sentences = scores.map((_, s) => ({
  text: `t${s}`,
  trueClass: s % 3,
  leaked: s === 2,
  repeated: s === 3,
}));
const whole = evaluationOf(recipe, FULL_AND_TAILS, sentences, (s) => scores[s]!);

function partOf(part: number, parts: number, indices: number[]): EvaluationPart {
  const own = evaluationOf(
    recipe,
    FULL_AND_TAILS,
    indices.map((i) => sentences[i]!),
    (s) => scores[indices[s]!]!,
  );
  return { ...own, part, parts, indices, nTest: n };
}
const parts = [partOf(1, 3, [0, 5, 6, 10]), partOf(2, 3, [1, 2, 3, 4, 7, 9]), partOf(3, 3, [8])] as [
  EvaluationPart,
  EvaluationPart,
  EvaluationPart,
];
const join = (...given: EvaluationPart[]) => {
  const joiner = joinEvaluations();
  for (const part of given) joiner.add(part, `file-${part.part}`);
  return joiner.whole();
};
const told = (...given: EvaluationPart[]) => refusal(async () => join(...given));

describe("parts of an evaluation", () => {
  it("are joined in any order to the very same whole", () => {
    expect(join(parts[1], parts[2], parts[0])).toEqual(whole);
  });

  it("may be empty", () => {
    const half = [
      partOf(
        1,
        2,
        whole.sentences.map((_, i) => i),
      ),
      partOf(2, 2, []),
    ];
    expect(join(...half)).toEqual(whole);
  });

  it("are placed into greater parts, their counts added", () => {
    const into = emptyResults(5, recipe, FULL_AND_TAILS);
    placeResults(parts[0], [0, 1, 2, 4], into);
    placeResults(parts[2], [3], into);
    expect(into).toEqual(partOf(1, 2, [0, 5, 6, 8, 10]).results);
  });

  it("are refused by the first difference", async () => {
    const other = (changed: Partial<EvaluationPart>) => told(parts[0], { ...parts[1], ...changed });
    const options = { ...recipe.options, bandwidthScale: 1, center: false };
    expect(await other({ recipe: { ...recipe, options } })).toBe(
      "mismatch: file-2 is of another evaluation than file-1: options.center is false in it and true there.",
    );
    expect(await other({ modes: [FULL_AND_TAILS[0]!] })).toContain("modes.1 is missing in it and");
    expect(await other({ nTest: 12 })).toContain("nTest is 12 in it and 11 there");
    expect(await other({ parts: 4 })).toContain("parts is 4 in it and 3 there");
    expect(await other({ origin: { atlasSha256: "ab", dataSha256: "", split: "" } })).toContain(
      "origin is {",
    );
  });

  it("are refused where some are missing or doubled, by number", async () => {
    expect(await told(parts[0], parts[2])).toBe(
      "bad-data: Part 2 of 3 is missing: evaluate it too, and join all 3.",
    );
    expect(await told(parts[1])).toContain("Parts 1 and 3 of 3 are missing");
    expect(await told(parts[1], parts[1])).toBe(
      "bad-data: Part 2 of 3 is given twice, as file-2 and as file-2: give each once.",
    );
    expect(await told()).toContain("There are no parts to join");
  });

  it("are refused where they were batched differently", async () => {
    expect(await told(parts[0], partOf(2, 3, [1, 5]))).toContain(
      "has the test sentence 6, which another part has too",
    );
    expect(await told(parts[0], partOf(2, 3, [1]), parts[2])).toContain(
      "No part has the test sentence 3 of 11",
    );
  });
});

describe("the first difference", () => {
  it("is told by its place", () => {
    expect(firstDifference({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] } })).toEqual({
      path: "b.c.1",
      a: "2",
      b: "3",
    });
    expect(firstDifference({ a: 1 }, { a: 1, b: null })).toEqual({ path: "b", a: "missing", b: "null" });
    expect(firstDifference([1], { 0: 1 })).toEqual({ path: "", a: "[1]", b: '{"0":1}' });
    expect(firstDifference({ a: [{ b: "x" }] }, { a: [{ b: "x" }] })).toBeUndefined();
  });
});
