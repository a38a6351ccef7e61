import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/core/api.ts";
import type { Atlas } from "../../src/core/atlas.ts";
import type { Evaluation, EvaluationPart } from "../../src/core/evaluation.ts";
import { joinEvaluations } from "../../src/core/joinEvaluations.ts";
import type { Mode } from "../../src/core/options.ts";
import { readHeader, writeSafetensors } from "../../src/core/safetensors.ts";
import type { ActivationSource, ModeScores } from "../../src/core/seams.ts";
import { testSentences } from "../../src/core/testSentences.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import {
  type EvaluateControl,
  type EvaluationPartStore,
  evaluate,
  evaluatePart,
  evaluateValues,
  evaluateValuesPart,
  SAVED_PARTS,
} from "../../src/engine/evaluate.ts";
import { readEvaluation, readEvaluationPart, writeEvaluation } from "../../src/engine/evaluationFile.ts";
import { fit } from "../../src/engine/fit.ts";
import { buildReport } from "../../src/engine/report.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { logisticBag } from "../support/normal.ts";
import { refusal } from "../support/refusal.ts";
import { tinyAtlas } from "../support/tinyAtlas.ts";

const modes: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
  { name: "std1.5", kind: "std", k: 1.5 },
];
let e: Experiment;
let atlas: Atlas;
let test: ReturnType<typeof testSentences>;
let whole: Evaluation;
const origin = { atlasSha256: "aa", dataSha256: "bb", split: "seed 1" };
const control = { batchSize: 3, origin };
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
  const some = e.split.train.classes.flatMap(({ sentences }, trueClass) =>
    sentences.slice(0, 5).map((text) => ({ text, trueClass })),
  );
  test = testSentences({ ...e.split, test: [...e.split.test, ...some] });
  whole = await evaluate(e.source, cpuBackend(atlas), atlas, test, modes, control);
});
afterAll(() => e.source.release());

const part = (
  i: number,
  n: number,
  more: EvaluateControl = {},
  source: ActivationSource<Float32Array> = e.source,
) =>
  evaluatePart(source, cpuBackend(atlas), atlas, test, modes, { part: i, parts: n }, { ...control, ...more });

describe("an evaluation", () => {
  it("keeps totals, scores by layer and counts of every mode, and the sentences in their order", async () => {
    const seen: ModeScores[][] = [];
    const again = await evaluate(e.source, cpuBackend(atlas), atlas, test, modes, {
      ...control,
      onScores: (s, scores) => {
        seen[s] = scores.map((x) => ({ ...x }));
      },
    });
    expect(again).toEqual(whole);
    expect(whole.sentences).toEqual(test);
    expect(whole).toMatchObject({ recipe: atlas.recipe, modes, origin });
    whole.results.forEach(({ totals, byLayer, floored, tailCount }, m) => {
      const rows = 4 * 2;
      const [low, counts] = [new Float64Array(rows), new Float64Array(rows)];
      seen.forEach((scores, s) => {
        const { logLikelihood: ll, tailCount: t } = scores[m]!;
        expect(byLayer.subarray(s * rows, (s + 1) * rows)).toEqual(Float32Array.from(ll));
        for (let c = 0; c < 4; c++) expect(totals[s * 4 + c]).toBe(ll[2 * c]! + ll[2 * c + 1]!);
        t.forEach((n, row) => {
          counts[row]! += n;
          if (m > 0 && n < 3) low[row]!++;
        });
      });
      expect([floored, tailCount]).toEqual([low, counts]);
    });
  });

  it("knows leaks and repeats of its sentences, or none where it was not told", async () => {
    expect(test.slice(-20).every((s) => s.leaked && s.repeated)).toBe(true);
    const bare = await evaluate(e.source, cpuBackend(atlas), atlas, e.split.test, modes);
    expect(bare.sentences.some((s) => s.leaked || s.repeated)).toBe(false);
    expect("origin" in bare).toBe(false);
  });

  it("finds other matrices by the tails than by all values", () => {
    const { full, tails } = buildReport(whole).modes;
    expect(tails!.path.confusion).not.toEqual(full!.path.confusion);
  });
});

describe("parts", () => {
  it.each([2, 3, 20])("of %d are joined to the bytes of one run", async (n) => {
    const joiner = joinEvaluations();
    for (let i = n; i >= 1; i--) joiner.add(await part(i, n), `${i}`);
    expect(writeEvaluation(joiner.whole())).toEqual(writeEvaluation(whole));
    expect(JSON.stringify(buildReport(joiner.whole()))).toBe(JSON.stringify(buildReport(whole)));
  });

  it("run in the batches of one run, each in one part", async () => {
    const batches: string[] = [];
    const told: ActivationSource<Float32Array> = {
      ...e.source,
      tokenize: e.source.tokenize,
      run: (batch, signal) => {
        batches.push(JSON.stringify(batch));
        return e.source.run(batch, signal);
      },
    };
    await part(1, 1, {}, told);
    const once = batches.splice(0).sort();
    for (const i of [1, 2, 3]) await part(i, 3, {}, told);
    expect(batches.sort()).toEqual(once);
  });

  it("of values made elsewhere are joined alike", () => {
    const tiny = tinyAtlas();
    const values = logisticBag(7 * 2 * 4, 3);
    const sentences = Array.from({ length: 7 }, (_, s) => ({ text: "", trueClass: s % 3 }));
    const joiner = joinEvaluations();
    for (const i of [2, 1, 3])
      joiner.add(evaluateValuesPart(values, tiny, sentences, modes, { part: i, parts: 3 }), `${i}`);
    expect(joiner.whole()).toEqual(evaluateValues(values, tiny, sentences, modes));
  });
});

describe("a run that keeps its parts", () => {
  function memoryStore() {
    const kept = new Map<string, Uint8Array<ArrayBuffer>>();
    const store: EvaluationPartStore = {
      async read({ part, parts }) {
        const bytes = kept.get(`${part}/${parts}`);
        return bytes && readEvaluationPart(bytes, "part");
      },
      async write(p) {
        kept.set(`${p.part}/${p.parts}`, writeEvaluation(p));
      },
    };
    return { kept, store };
  }

  it("is gone on with where it was stopped, to the bytes of one run", async () => {
    const { kept, store } = memoryStore();
    let runs = 0;
    const source: ActivationSource<Float32Array> = {
      ...e.source,
      run: (batch, signal) => {
        runs++;
        return e.source.run(batch, signal);
      },
    };
    let written = 0;
    const failing: EvaluationPartStore = {
      read: store.read,
      async write(p) {
        if (++written === 4) throw new Error("the disk is full");
        await store.write(p);
      },
    };
    const one = { ...control, batchSize: 1 };
    await expect(part(1, 1, { ...one, store: failing }, source)).rejects.toThrow("the disk is full");
    expect(kept.size).toBe(3);
    const before = runs;
    const told: Progress[] = [];
    const done = await part(1, 1, { ...one, store, onProgress: (p) => told.push(p) }, source);
    const ofThree = [1, 2, 3].reduce((n, i) => n + Math.ceil((test.length - i + 1) / SAVED_PARTS), 0);
    expect(runs - before).toBe(test.length - ofThree);
    expect([kept.size, told.at(-1)!.fraction]).toEqual([SAVED_PARTS, 1]);
    expect(writeEvaluation(done)).toEqual(writeEvaluation(await part(1, 1, one)));
  });

  it("is the share it was asked for", async () => {
    const { store, kept } = memoryStore();
    expect(await part(2, 3, { store })).toEqual(await part(2, 3));
    expect([...kept.keys()][1]).toBe("5/48");
  });
});

describe("an evaluation's file", () => {
  it("gives back what was written, to the bit, whole or in part", async () => {
    const bytes = writeEvaluation(whole);
    expect(readEvaluation(bytes, "f")).toEqual(whole);
    expect(writeEvaluation(readEvaluation(bytes, "f"))).toEqual(bytes);
    const second = await part(2, 3);
    const shifted = new Uint8Array(writeEvaluation(second).length + 3);
    shifted.set(writeEvaluation(second), 3);
    expect(readEvaluationPart(shifted.subarray(3), "f")).toEqual(second);
  });

  it("keeps any text", () => {
    const texts = ["", "日本語。", "\uFEFFa\r\nb", "🐝", ""];
    const some = { ...whole, sentences: whole.sentences.map((s, i) => ({ ...s, text: texts[i % 5]! })) };
    expect(readEvaluation(writeEvaluation(some), "f").sentences).toEqual(some.sentences);
  });

  it("is read by other tools: names and shapes", () => {
    const { tensors } = readHeader(writeEvaluation(whole), "f");
    const n = test.length;
    const shapes = Object.fromEntries(
      [...tensors].map(([name, { dtype, shape }]) => [name, [dtype, ...shape]]),
    );
    expect(shapes).toMatchObject({
      totals_full: ["F64", n, 4],
      by_layer_tails: ["F32", n, 4, 2],
      "floored_std1.5": ["F64", 4, 2],
      tail_count_tails: ["F64", 4, 2],
      true_class: ["I32", n],
      indices: ["I32", n],
      flags: ["U8", n],
      text_ends: ["I32", n],
    });
  });

  it("is refused where it is none, damaged, newer, or a part only", async () => {
    const told = (bytes: Uint8Array<ArrayBuffer>) => refusal(async () => readEvaluation(bytes, "f"));
    const bytes = writeEvaluation(whole);
    expect(await told(bytes.slice(0, -1))).toContain("it is cut short");
    expect(await told(writeSafetensors({}))).toBe(
      "bad-file: f is a safetensors file but no evaluation of Tailscope's.",
    );
    const text = new TextDecoder("latin1").decode(bytes);
    const changed = (from: string, to: string) => {
      const at = text.indexOf(from);
      const other = bytes.slice();
      other.set(new TextEncoder().encode(to), at);
      return other;
    };
    expect(await told(changed('version\\":1', 'version\\":7'))).toContain(
      "of the version 7; this program reads version 1",
    );
    expect(await told(changed('nLayers\\":2', 'nLayers\\":3'))).toMatch(
      /its tensor ".*" is .*, .* is needed\.$/,
    );
    expect(await told(changed('"totals_full"', '"totals_fall"'))).toContain(
      'it lacks the tensor "totals_full"',
    );
    const odd = writeEvaluation({
      ...whole,
      sentences: whole.sentences.map((s) => ({ ...s, trueClass: 4 })),
    });
    expect(await told(odd)).toContain("a sentence is of no class");
    expect(await told(writeEvaluation(await part(2, 3)))).toContain(
      "f is part 2 of 3 of an evaluation: join all",
    );
    const doubled: EvaluationPart = { ...(await part(1, 1)), indices: test.map(() => 0) };
    expect(await told(writeEvaluation(doubled))).toContain("in ascending order");
  });
});
