import type { LevelReport, ModeReport, Report } from "./api.ts";
import type { Interval } from "./bootstrap.ts";
import { findCategory, orderOf } from "./claimsOrder.ts";

/** One of the study's claims beside what a report has to say about it. */
export interface Claim {
  /** What the study found. */
  claim: string;
  /** What was found here, with its numbers. */
  found: string;
  verdict: "holds" | "fails" | "open";
  /** Test sentences it rests on. */
  n: number;
}

type Verdict = Claim["verdict"];

/** What each mode is called in a sentence. */
const MODES = { full: "all values", tails: "tails only" } as const;
/** The study's gain of tails only over all values, by level. */
const GAINS = { subject: 0.03, attribute: 0.06 } as const;
const SUBJECT_F1 = { low: 0.2, high: 0.35 };
/** A floor share above the first explains tails that fail, one below the second does not. */
const FLOOR = { most: 0.5, little: 0.1 };

/** The claims of METHOD §6 that one report can speak to. */
export function claimsOf(report: Report): Claim[] {
  const n = report.nTest;
  const scored = (Object.keys(MODES) as (keyof typeof MODES)[]).flatMap((mode) =>
    report.modes[mode] ? [{ words: MODES[mode], mode: report.modes[mode] }] : [],
  );
  const subjects = scored.flatMap(({ words, mode }) =>
    levelsNamed(mode, "subject").map((s) => ({ words, s, mode })),
  );
  return [
    ...Object.entries(GAINS).map(([level, gain]) => gainClaim(report, level, gain)),
    ...scored.map(({ words, mode }) => ({ ...orderOf(mode.levels, words), n })),
    sinksClaim(report),
    ...subjects.map(({ words, s }) => ({ ...rangeClaim(s, words), n })),
    ...subjects.map(({ words, s, mode }) => ({ ...bestClaim(s, mode, words), n })),
    floorClaim(report),
  ];
}

function gainClaim(report: Report, level: string, gain: number): Claim {
  const claim = `Tails only raise the macro F1 of ${level}s (by ${gain} in the study).`;
  const found = report.tailsMinusFull?.find(({ name }) => name === level);
  if (!found) return missingModes(report, claim, `a ${level} level`);
  return {
    claim,
    found: `Tails − full is ${signed(found.difference)} (95 %: ${signed(found.interval.low)} to ${signed(found.interval.high)}).`,
    verdict: aboveZero(found.interval),
    n: report.nTest,
  };
}

function sinksClaim(report: Report): Claim {
  const claim = "Prediction sinks are much weaker in tails only.";
  const [full, tails] = [report.modes.full?.sinks[0], report.modes.tails?.sinks[0]];
  if (!full || !tails) return missingModes(report, claim);
  const n = report.nTest;
  const less = full.share - tails.share;
  const variance = [full, tails].reduce((sum, { share }) => sum + (share * (1 - share)) / n, 0);
  const margin = 1.96 * Math.sqrt(variance); // as if the two were independent: wider than needed, they share sentences
  return {
    claim,
    found: `The greatest sink takes ${percent(full.share)} of all predictions in full ("${full.path.join(" / ")}"), ${percent(tails.share)} in tails ("${tails.path.join(" / ")}").`,
    verdict: aboveZero({ low: less - margin, high: less + margin }),
    n,
  };
}

function rangeClaim(subject: LevelReport, words: string): Omit<Claim, "n"> {
  const { low, high } = SUBJECT_F1;
  const within = subject.f1.filter((f1) => f1 >= low && f1 <= high).length;
  const { macroF1Interval: mean } = subject;
  const outside = mean.high < low || mean.low > high;
  return {
    claim: `F1 of subjects is between ${low} and ${high} (${words}).`,
    found: `${within} of ${subject.f1.length} subjects are; they go from ${score(Math.min(...subject.f1))} to ${score(Math.max(...subject.f1))}, mean ${score(subject.macroF1)} (95 %: ${score(mean.low)} to ${score(mean.high)}).`,
    verdict: within === subject.f1.length ? "holds" : outside ? "fails" : "open",
  };
}

function bestClaim(subject: LevelReport, mode: ModeReport, words: string): Omit<Claim, "n"> {
  const claim = `The best subjects are effective altruism and American football, both also sinks (${words}).`;
  const named = [/effective altruism/i, /american football/i].map((name) => findCategory(subject, name));
  const order = subject.labels.map((_, i) => i).sort((a, b) => subject.f1[b]! - subject.f1[a]! || a - b);
  const best = order.slice(0, 2).map((i) => `"${subject.labels[i]}" ${score(subject.f1[i]!)}`);
  const found = `The best are ${best.join(" and ")}`;
  const [first, second] = named;
  if (first === undefined || second === undefined) {
    return { claim, found: `${found}; this data set has not both of the study's two.`, verdict: "open" };
  }
  const places = [first, second].map((i) => order.indexOf(i) + 1);
  const asSinks = [first, second].map((i) => {
    const label = subject.labels[i]!;
    const excess = mode.sinks.reduce((sum, s) => sum + (s.path.includes(label) ? s.excess : 0), 0);
    return `${excess > 0 ? "+" : excess < 0 ? "−" : ""}${Math.abs(excess)}`;
  });
  const among = places.filter((place) => place <= 2).length;
  return {
    claim,
    found: `${found}; the study's two stand at ${places[0]} and ${places[1]} of ${order.length}, predicted ${asSinks[0]} and ${asSinks[1]} times beyond their share.`,
    verdict: among === 2 ? "holds" : among === 0 ? "fails" : "open",
  };
}

/** The study could not say why tails fail on some models; too few values in the tails is our reading. */
function floorClaim(report: Report): Claim {
  const claim =
    "Where tails only fail, it is for want of tail values: scores lie at the floor (our reading).";
  const tails = report.modes.tails;
  if (!tails || !report.tailsMinusFull) return missingModes(report, claim);
  const failing = report.tailsMinusFull.filter(({ interval }) => interval.high < 0).map(({ name }) => name);
  const share = `${percent(tails.floorShare)} of all (sentence, class, layer) have fewer than three tail values, ${tails.meanTailCount.toFixed(1)} on average`;
  const verdict: Verdict =
    tails.floorShare > FLOOR.most ? "holds" : tails.floorShare < FLOOR.little ? "fails" : "open";
  return failing.length > 0
    ? {
        claim,
        found: `Tails score below full for ${failing.join(", ")}; ${share}.`,
        verdict,
        n: report.nTest,
      }
    : { claim, found: `Tails do not fail here; ${share}.`, verdict: "open", n: report.nTest };
}

function missingModes(report: Report, claim: string, besides?: string): Claim {
  const missing = Object.keys(MODES).filter((mode) => !report.modes[mode]);
  const what = missing.length > 0 ? `the mode ${missing.join(" and ")}` : (besides ?? "a class");
  return { claim, found: `Not judged: this report lacks ${what}.`, verdict: "open", n: report.nTest };
}

const levelsNamed = (mode: ModeReport, name: string) => mode.levels.filter((level) => level.name === name);
const aboveZero = ({ low, high }: Interval): Verdict => (low > 0 ? "holds" : high < 0 ? "fails" : "open");
const score = (f1: number) => f1.toFixed(2);
const signed = (x: number) => (Math.abs(x) < 5e-4 ? "" : x < 0 ? "−" : "+") + Math.abs(x).toFixed(3);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
