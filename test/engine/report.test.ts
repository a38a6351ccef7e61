import { describe, expect, it } from "vitest";
import { classScores } from "../../src/core/f1.ts";
import { seededRandom } from "../../src/core/random.ts";
import { cellSentences } from "../../src/engine/cells.ts";
import { buildReport } from "../../src/engine/report.ts";
import { reportTables } from "../../src/engine/tables.ts";
import { evaluationOf, FULL_AND_TAILS, recipeOf, sentencesOf } from "../support/evaluations.ts";
import { refusal } from "../support/refusal.ts";

const classes = ["bees, wild", "clocks"].flatMap((s) => ["loud", "soft"].map((a) => [s, a]));

/** Sixty sentences, predicted right with another chance in each mode, the third rank and below by chance. */
const random = seededRandom(3);
const truth = Array.from({ length: 60 }, (_, i) => i % 4);
/** Two layers of four classes: the first says nothing but for one sentence in two, the second decides. */
const scores = (t: number, right: number) => {
  const totals = Array.from({ length: 4 }, random);
  const best = random() < right ? totals.map((s, c) => (c === t ? s + 1 : s)) : totals;
  const hint = random() < 0.5 ? t : 0;
  return best.flatMap((s, c) => (c === hint ? [0.25, s] : [0.125, s]));
};
const sentences = truth.map((trueClass, i) => ({
  text: `sentence ${i}`,
  trueClass,
  leaked: i % 5 === 0,
  repeated: i % 6 === 0,
}));
const leaked = sentences.map((s) => s.leaked);
const evaluation = evaluationOf(recipeOf(classes, 2), FULL_AND_TAILS, sentences, (_, t) => [
  { logLikelihood: scores(t, 0.3), tailCount: new Array(8).fill(4) },
  { logLikelihood: scores(t, 0.8), tailCount: [2, 3, 0, 3, 3, 3, 3, 3] },
]);
const report = buildReport(evaluation);
const sum = (m: number[][]) => m.flat().reduce((a, b) => a + b, 0);
const { full, tails } = report.modes;

describe("a report", () => {
  it("has another matrix for tails than for full, each of all sentences", () => {
    expect(tails!.path.confusion).not.toEqual(full!.path.confusion);
    for (const mode of [full!, tails!]) {
      expect(sum(mode.path.confusion)).toBe(60);
      for (const level of mode.levels) expect(sum(level.confusion)).toBe(60);
      expect(mode.sinks.reduce((n, s) => n + s.predicted, 0)).toBe(60);
    }
    expect([report.nTest, report.nLeaks]).toEqual([60, 12]);
  });

  it("reads subject and attribute off the predicted pair", () => {
    const [subject, attribute] = tails!.levels;
    expect([subject!.name, subject!.labels]).toEqual(["subject", ["bees, wild", "clocks"]]);
    expect([attribute!.name, attribute!.labels]).toEqual(["attribute", ["loud", "soft"]]);
    const c = tails!.path.confusion;
    const block = (rows: number[], columns: number[]) => sum(rows.map((r) => columns.map((k) => c[r]![k]!)));
    expect(subject!.confusion[0]).toEqual([block([0, 1], [0, 1]), block([0, 1], [2, 3])]);
    expect(attribute!.confusion[1]).toEqual([block([1, 3], [0, 2]), block([1, 3], [1, 3])]);
  });

  it("scores each matrix, with an interval about the score", () => {
    for (const { path, levels } of [full!, tails!]) {
      for (const { confusion, macroF1, macroF1Interval } of [path, ...levels]) {
        expect(macroF1).toBe(classScores(confusion).macroF1);
        expect(macroF1Interval.low).toBeLessThan(macroF1);
        expect(macroF1Interval.high).toBeGreaterThan(macroF1);
      }
    }
  });

  it("has the diagonal for rank one, and all within rank four", () => {
    const diagonal = full!.path.confusion.reduce((n, row, i) => n + row[i]!, 0);
    expect(full!.path.rankKAccuracy[0]).toBe(diagonal / 60);
    expect(full!.path.topKAccuracy[0]).toBe(diagonal / 60);
    expect(full!.path.topKAccuracy[3]).toBe(1);
  });

  it("gives the scores without leaks as of the clean sentences alone", () => {
    const clean = truth.map((_, i) => i).filter((i) => !leaked[i]);
    const alone = buildReport(sentencesOf(evaluation, clean));
    for (const name of ["full", "tails"]) {
      const { withoutLeaks } = report.modes[name]!;
      expect(withoutLeaks.nTest).toBe(48);
      expect(withoutLeaks.macroF1).toBeCloseTo(alone.modes[name]!.path.macroF1, 12);
      expect(withoutLeaks.levels[0]!.macroF1).toBeCloseTo(alone.modes[name]!.levels[0]!.macroF1, 12);
      expect(withoutLeaks.macroF1).not.toBe(report.modes[name]!.path.macroF1);
    }
  });

  it("gives tails − full by the same resamples, when both were scored", () => {
    const [pair, subject] = report.tailsMinusFull!;
    expect(pair!.difference).toBeCloseTo(tails!.path.macroF1 - full!.path.macroF1, 12);
    expect(subject!.name).toBe("subject");
    expect(pair!.interval.low).toBeLessThan(pair!.difference);
    expect(pair!.interval.high).toBeGreaterThan(pair!.difference);
    const all = truth.map((_, i) => i);
    const one = buildReport(sentencesOf(evaluation, all, [FULL_AND_TAILS[0]!]));
    expect(one.tailsMinusFull).toBeUndefined();
    expect(one.modes.full).toEqual(full);
  });

  it("gives floor share and mean tail count over sentence × class × layer", () => {
    expect([full!.floorShare, tails!.floorShare]).toEqual([0, 2 / (4 * 2)]);
    expect([full!.meanTailCount, tails!.meanTailCount]).toEqual([32 / 8, 20 / 8]);
  });

  it("leaves out repeats besides leaks where it says so", () => {
    expect([report.nLeaks, report.nRepeats]).toEqual([12, 10]);
    const clean = truth.map((_, i) => i).filter((i) => i % 5 > 0 && i % 6 > 0);
    const alone = buildReport(sentencesOf(evaluation, clean));
    const { withoutRepeats } = tails!;
    expect(withoutRepeats!.nTest).toBe(40);
    expect(withoutRepeats!.macroF1).toBeCloseTo(alone.modes.tails!.path.macroF1, 12);
    expect(withoutRepeats!.levels[1]!.macroF1).toBeCloseTo(alone.modes.tails!.levels[1]!.macroF1, 12);
  });

  it("counts for each level how often the k-th ranked pair has the category", () => {
    const { levels, path } = tails!;
    const right = (c: number[][]) => c.reduce((n, row, i) => n + row[i]!, 0) / 60;
    for (const { rankKAccuracy, confusion } of levels) expect(rankKAccuracy![0]).toBe(right(confusion));
    // of four pairs two have the subject: over all ranks it is right twice
    expect(levels[0]!.rankKAccuracy!.reduce((a, b) => a + b, 0)).toBeCloseTo(2, 12);
    expect(levels[0]!.rankKAccuracy).toHaveLength(4);
    expect(path.rankKAccuracy).toHaveLength(10);
  });

  it("gives a temperature, fitted and judged on halves of each class", () => {
    const { nFitted, nJudged, reliability } = tails!.calibration!;
    expect([nFitted, nJudged]).toEqual([4 * 7, 4 * 8]);
    expect(reliability.reduce((n, bin) => n + bin.n, 0)).toBe(nJudged);
    const few = buildReport(sentencesOf(evaluation, [0, 1, 2, 3]));
    expect("calibration" in few.modes.tails!).toBe(false);
  });

  it("says which layers and classes have no tails to speak by", () => {
    const { floorShare, meanTailCount } = tails!.tailMap!;
    expect(floorShare).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(meanTailCount[2]).toEqual([3, 3]);
    expect(full!.tailMap!.floorShare.flat()).toEqual(new Array(8).fill(0));
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe("a report by some layers", () => {
  const of = (...layers: number[]) => buildReport(evaluation, { layers });

  it("is of the sums over these alone", () => {
    const last = of(1);
    expect(last.layersUsed).toEqual([1]);
    const own = evaluationOf(recipeOf(classes, 2), FULL_AND_TAILS, sentences, (s) =>
      [0, 1].map((m) => ({
        logLikelihood: [0, 1, 2, 3].flatMap((c) => [0, evaluation.results[m]!.byLayer[8 * s + 2 * c + 1]!]),
        tailCount: new Array(8).fill(0),
      })),
    );
    const alone = buildReport(own);
    for (const name of ["full", "tails"]) {
      const [a, b] = [last.modes[name]!, alone.modes[name]!];
      expect(a.path).toEqual(b.path);
      expect(a.levels).toEqual(b.levels);
      expect(a.calibration).toEqual(b.calibration);
      expect(a.path.confusion).not.toEqual(report.modes[name]!.path.confusion);
    }
    expect(last.tailsMinusFull).toEqual(alone.tailsMinusFull);
  });

  it("counts tails by them", () => {
    expect([of(0).modes.tails!.floorShare, of(1).modes.tails!.floorShare]).toEqual([2 / 4, 0]);
    expect(of(0).modes.tails!.meanTailCount).toBe(8 / 4);
    expect(of(0).modes.tails!.tailMap).toEqual(tails!.tailMap);
  });

  it("agrees with the curve of layers alone", () => {
    for (const layer of [0, 1]) {
      const { path, levels } = of(layer).modes.tails!;
      const alone = tails!.layers![layer]!;
      expect(alone.layer).toBe(layer);
      expect(alone.macroF1).toBeCloseTo(path.macroF1, 12);
      expect(alone.levels.map((l) => l.macroF1)).toEqual(levels.map((l) => expect.closeTo(l.macroF1, 12)));
    }
    expect(tails!.layers![0]!.macroF1).not.toBe(tails!.layers![1]!.macroF1);
  });

  it("of all layers is the report of the float64 totals", () => {
    expect(of(1, 0, 1)).toEqual(report);
    expect("layersUsed" in report).toBe(false);
  });

  it("is refused where a layer is not there, or none is chosen", async () => {
    expect(await refusal(async () => of(0, 2))).toBe("usage: There is no layer 2: the model has 0 to 1.");
    expect(await refusal(async () => of())).toContain("No layer is chosen");
  });
});

describe("the sentences of a cell", () => {
  it("are as many as the matrix counts, at every level and by any layers", () => {
    for (const layers of [undefined, [1]]) {
      const { modes } = buildReport(evaluation, layers ? { layers } : {});
      for (const name of ["full", "tails"]) {
        const { path, levels } = modes[name]!;
        [path, ...levels].forEach(({ confusion }, i) => {
          confusion.forEach((row, t) => {
            row.forEach((n, p) => {
              const found = cellSentences(evaluation, name, i - 1, t, p, layers);
              expect(found).toHaveLength(n);
            });
          });
        });
      }
    }
  });

  it("carry their text, truth, guess and leak", () => {
    const [first] = cellSentences(evaluation, "tails", -1, 0, 0);
    const { text, leaked: leak } = first!;
    const at = sentences.findIndex((s) => s.text === text);
    expect(first).toEqual({ text, truth: classes[0], predicted: classes[0], leaked: leaked[at] });
    expect(leak).toBe(at % 5 === 0);
  });

  it("are refused by the name of what is missing", async () => {
    const told = (mode: string, level: number, t: number) =>
      refusal(async () => cellSentences(evaluation, mode, level, t, 0));
    expect(await told("std2", 0, 0)).toBe('usage: The mode "std2" was not evaluated; there is full, tails.');
    expect(await told("full", 2, 0)).toContain("There is no level 2");
    expect(await told("full", 0, 2)).toContain("There is no category 2: the level has 0 to 1");
  });
});

describe("a report's tables", () => {
  const tables = reportTables(report);

  it("are the matrices, scores and sinks of each mode", () => {
    const names = ["pair_confusion", "sinks", "subject_confusion", "subject_scores", "attribute_confusion"];
    for (const mode of ["full", "tails"])
      for (const name of names) expect(tables[`${mode}/${name}.csv`]).toBeTruthy();
  });

  it("have a row a category, names with commas quoted", () => {
    const [head, first] = tables["full/subject_confusion.csv"]!.split("\r\n");
    const row = full!.levels[0]!.confusion[0]!;
    expect(head).toBe('true \\ predicted,"bees, wild",clocks');
    expect(first).toBe(`"bees, wild",${row.join(",")}`);
  });

  it("have layers, tails by class and layer, ranks, reliability and the histogram of sinks", () => {
    const rows = (name: string) => tables[`tails/${name}.csv`]!.trimEnd().split("\r\n");
    expect(rows("layers")[0]).toBe("layer,pair_macro_f1,subject_macro_f1,attribute_macro_f1");
    expect(rows("layers")).toHaveLength(3);
    expect(rows("floor_share").slice(0, 2)).toEqual(["class,layer 0,layer 1", '"bees, wild / loud",1,0']);
    expect(rows("mean_tail_count")[4]).toBe("clocks / soft,3,3");
    expect(rows("ranks")).toHaveLength(11);
    expect(rows("reliability")).toHaveLength(tails!.calibration!.reliability.length + 1);
    expect(rows("sink_histogram")).toHaveLength(51);
  });

  it("are besides those of the study's code, sorted, by its file names", () => {
    const reversed = { ...report, classes: classes.map(([s, a]) => [s!.replace("bees, wild", "wasps"), a!]) };
    const [a, b, first, ...more] =
      reportTables(reversed)["tails/full_tuple_confusion_matrix.csv"]!.split("\n");
    expect([a, b]).toEqual([",,clocks,clocks,wasps,wasps", ",,loud,soft,loud,soft"]);
    const c = tails!.path.confusion[2]!;
    expect(first).toBe(`clocks,loud,${[c[2], c[3], c[0], c[1]].join(",")}`);
    expect(more).toHaveLength(4); // three rows and the end

    const { confusion, precision, recall, rankKAccuracy } = tails!.levels[1]!;
    const table = (name: string) =>
      tables[`tails/dimension_1/${name}.csv`]!.trimEnd()
        .split("\n")
        .map((line) => line.split(","));
    expect(table("confusion_matrix")).toEqual([
      ["", "loud", "soft"],
      ["loud", ...confusion[0]!.map(String)],
      ["soft", ...confusion[1]!.map(String)],
    ]);
    expect(Number(table("precision_matrix")[1]![1])).toBe(precision[0]);
    expect(Number(table("recall_matrix")[2]![2])).toBe(recall[1]);
    expect(table("top_k_accuracy").map(([k]) => k)).toEqual(["", "1", "2", "3"]);
    expect(Number(table("top_k_accuracy")[2]![1])).toBe(rankKAccuracy![1]);
    expect(tables["tails/dimension_0/f1_matrix.csv"]).toContain('"bees, wild"');
  });

  it("leave out categories that are neither true nor predicted, as the study's code does", () => {
    const only = truth
      .map((_, i) => i)
      .filter((i) => {
        const row = Array.from(evaluation.results[0]!.totals.subarray(4 * i, 4 * i + 4));
        return truth[i]! < 2 && row.indexOf(Math.max(...row)) < 2;
      });
    const some = reportTables(buildReport(sentencesOf(evaluation, only, [FULL_AND_TAILS[0]!])));
    expect(some["full/dimension_0/confusion_matrix.csv"]).toBe(
      `,"bees, wild"\n"bees, wild",${only.length}\n`,
    );
    expect(some["full/dimension_0/recall_matrix.csv"]).toBe(',"bees, wild"\n"bees, wild",1.0\n');
  });
});
