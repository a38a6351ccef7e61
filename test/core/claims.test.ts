import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { type Claim, claimsOf } from "../../src/core/claims.ts";
import { reportOf } from "../support/report.ts";

const SUBJECTS = ["about effective altruism", "about american football", "about music", "about vacation"];
const VOICES = ["in japanese", "in spanish", "in all upper case", "in all lower case", "kind", "angry"];
const classes = SUBJECTS.flatMap((s) => VOICES.map((v) => [s, v]));
const PER_CLASS = 50;

/**
 * Pairs of fifty sentences each: a share of a voice is recognised, the others go to "angry"; a share of a subject is,
 * the others go to `sink`.
 */
function confusion(voice: number[], subject: number[], sink = 0): number[][] {
  const counts = classes.map(() => classes.map(() => 0));
  SUBJECTS.forEach((_, s) => {
    VOICES.forEach((_, v) => {
      for (let i = 0; i < PER_CLASS; i++) {
        const toVoice = i < PER_CLASS * voice[v]! ? v : 5;
        const toSubject = (i * 7) % PER_CLASS < PER_CLASS * subject[s]! ? s : sink;
        counts[s * 6 + v]![toSubject * 6 + toVoice]!++;
      }
    });
  });
  return counts;
}
const ordered = [0.98, 0.8, 0.82, 0.5, 0.1, 0.1];
const gain = (subject: number, attribute: number, half = 0.01): NonNullable<Report["tailsMinusFull"]> =>
  Object.entries({ subject, attribute }).map(([name, difference]) => ({
    name,
    difference,
    interval: { low: difference - half, high: difference + half },
  }));
const even = [0.3, 0.3, 0.3, 0.3];
const study = reportOf({
  classes,
  confusion: {
    full: confusion(ordered, [1, 0.2, 0.1, 0.1]),
    tails: confusion(ordered, [0.6, 0.5, 0.2, 0.2], 1),
  },
  tailsMinusFull: gain(0.03, 0.06),
});
const find = (report: Report, ...words: string[]): Claim => {
  const found = claimsOf(report).filter((c) => words.every((w) => c.claim.includes(w)));
  expect(found).toHaveLength(1);
  return found[0]!;
};
const verdict = (report: Report, ...words: string[]) => find(report, ...words).verdict;

describe("the claims of a report", () => {
  it("are told with their numbers and n", () => {
    const claims = claimsOf(study);
    expect(claims).toHaveLength(10);
    for (const { claim, found, n } of claims) {
      expect(n).toBe(1200);
      expect(claim.endsWith(".") && found.endsWith(".") && /\d/.test(found)).toBe(true);
      expect(`${claim}${found}`).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(find(study, "macro F1 of subjects").found).toBe(
      "Tails − full is +0.030 (95 %: +0.020 to +0.040).",
    );
  });

  it.each([
    [0.03, "holds"],
    [-0.03, "fails"],
    [0.005, "open"],
    [-0.005, "open"],
  ])("hold tails − full of %d by its interval: %s", (difference, expected) => {
    const report = { ...study, tailsMinusFull: gain(difference, -difference) };
    expect(verdict(report, "macro F1 of subjects")).toBe(expected);
    const mirrored = { holds: "fails", fails: "holds", open: "open" }[expected];
    expect(verdict(report, "macro F1 of attributes")).toBe(mirrored);
  });

  it("hold the order of languages and cases where every step is sure", () => {
    expect(verdict(study, "Japanese", "all values")).toBe("holds");
    const upside = reportOf({
      classes,
      confusion: { full: confusion([0.5, 0.8, 0.8, 0.5, 0.1, 0.1], even) },
    });
    expect(verdict(upside, "Japanese")).toBe("fails");
    expect(find(upside, "Japanese").found).toContain("below: Japanese over Spanish");
    const near = reportOf({ classes, confusion: { full: confusion([0.82, 0.8, 0.8, 0.5, 0.1, 0.1], even) } });
    expect(verdict(near, "Japanese")).toBe("open");
  });

  it("say which categories a data set lacks, and judge the others", () => {
    const renamed = classes.map(([s, v]) => [s!, v === "in spanish" ? "in welsh" : v!]);
    const report = reportOf({ classes: renamed, confusion: { full: confusion(ordered, even) } });
    expect(find(report, "Japanese").found).toContain("no category for Spanish");
    expect(find(report, "Japanese").found).toContain("3 of 3 steps");
    const foreign = classes.map(([s, v]) => [s!.replace("about", "x"), `voice ${VOICES.indexOf(v!)}`]);
    const none = reportOf({ classes: foreign, confusion: { full: confusion(ordered, even) } });
    expect(find(none, "Japanese")).toMatchObject({ verdict: "open" });
    expect(find(none, "Japanese").found).toContain("Japanese, Spanish, upper case, lower case");
  });

  it("compare the greatest sinks of full and tails", () => {
    expect(verdict(study, "sinks are much weaker")).toBe("holds");
    const { full, tails } = study.modes;
    const turned = { ...study, modes: { full: tails!, tails: full! } };
    expect(verdict(turned, "sinks are much weaker")).toBe("fails");
    expect(verdict({ ...study, modes: { full: full!, tails: full! } }, "sinks are much weaker")).toBe("open");
  });

  it("hold subjects against 0.2 to 0.35, by the interval of their mean", () => {
    const at = (mean: number, f1: number[]) => {
      const report = structuredClone(study);
      const level = report.modes.full!.levels[0]!;
      Object.assign(level, { f1, macroF1: mean, macroF1Interval: { low: mean - 0.02, high: mean + 0.02 } });
      return verdict(report, "F1 of subjects is between", "all values");
    };
    expect(at(0.27, [0.2, 0.25, 0.3, 0.35])).toBe("holds");
    expect(at(0.3, [0.2, 0.25, 0.3, 0.45])).toBe("open");
    expect(at(0.1, [0.1, 0.1, 0.1, 0.1])).toBe("fails");
    expect(at(0.5, [0.5, 0.5, 0.3, 0.7])).toBe("fails");
  });

  it("look for the study's two subjects among the best, and tell whether they are sinks", () => {
    expect(verdict(study, "best subjects", "tails only")).toBe("holds");
    expect(find(study, "best subjects", "tails only").found).toMatch(
      /stand at [12] and [12] of 4, predicted −\d+ and \+\d+/,
    );
    const others = reportOf({ classes, confusion: { full: confusion(ordered, [0.1, 0.1, 0.9, 0.9]) } });
    expect(verdict(others, "best subjects")).toBe("fails");
    const renamed = classes.map(([s, v]) => [s!.replace("american football", "chess"), v!]);
    const lacking = reportOf({ classes: renamed, confusion: { full: confusion(ordered, even) } });
    expect(verdict(lacking, "best subjects")).toBe("open");
  });

  it.each([
    [0.9, -0.05, "holds"],
    [0.02, -0.05, "fails"],
    [0.3, -0.05, "open"],
    [0.9, 0.05, "open"],
  ])(
    "give a floor share of %d as the reason where tails − full is %d: %s",
    (floorShare, difference, expected) => {
      const report = reportOf({
        classes,
        confusion: { full: confusion(ordered, even), tails: confusion(ordered, even) },
        floorShare,
        tailsMinusFull: gain(difference, difference),
      });
      expect(verdict(report, "lie at the floor")).toBe(expected);
    },
  );

  it("leave open what a report can't speak to", () => {
    const full = reportOf({ classes, confusion: { full: confusion(ordered, even) } });
    for (const words of ["macro F1 of subjects", "sinks", "floor"]) {
      const claim = claimsOf(full).find((c) => c.claim.includes(words) && c.found.includes("lacks"));
      expect(claim).toMatchObject({
        verdict: "open",
        found: "Not judged: this report lacks the mode tails.",
      });
    }
    const flat = reportOf({
      classes: [["a"], ["b"]],
      confusion: {
        full: [
          [5, 1],
          [2, 4],
        ],
        tails: [
          [3, 3],
          [3, 3],
        ],
      },
    });
    expect(new Set(claimsOf(flat).map((c) => c.verdict))).not.toContain("holds");
    expect(find(flat, "macro F1 of subjects").found).toContain("a subject level");
  });
});
