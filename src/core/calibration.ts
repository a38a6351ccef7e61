import type { Calibration } from "./api.ts";
import { seededRandom, shuffledIndices } from "./random.ts";
import { argmax } from "./ranking.ts";

const SEED = 20250110; // the day the study appeared
const BINS = 15;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Log-likelihoods [sentence, class], nats, with the true class of each sentence. */
export interface Scored {
  scores: Float64Array;
  nClasses: number;
  truth: readonly number[];
}

/**
 * A temperature fitted on half of each class's sentences (seeded) and judged on the other half. Classes with fewer than two
 * sentences are left out; undefined where all are.
 */
export function calibrate(scored: Scored): Calibration | undefined {
  const [fitted, judged] = halves(scored);
  if (fitted.length === 0) return undefined;
  const temperature = fitTemperature(scored, fitted);
  const { ece, reliability } = judgeConfidence(scored, judged, temperature);
  return {
    temperature,
    nFitted: fitted.length,
    nJudged: judged.length,
    eceBefore: judgeConfidence(scored, judged, 1).ece,
    ece,
    reliability,
  };
}

/** Two halves of the sentences, class by class; of an odd number the second has one more. Sentences without finite scores are in neither. */
function halves({ scores, nClasses, truth }: Scored): [number[], number[]] {
  const random = seededRandom(SEED);
  const ofClass: number[][] = Array.from({ length: nClasses }, () => []);
  truth.forEach((c, s) => {
    const row = scores.subarray(s * nClasses, (s + 1) * nClasses);
    if (row.every(Number.isFinite)) ofClass[c]!.push(s);
  });
  const [first, second]: [number[], number[]] = [[], []];
  for (const sentences of ofClass) {
    const order = shuffledIndices(sentences.length, random).map((i) => sentences[i]!);
    if (order.length < 2) continue;
    const half = Math.floor(order.length / 2);
    first.push(...order.slice(0, half));
    second.push(...order.slice(half));
  }
  return [first, second];
}

/**
 * The temperature T under which softmax(scores / T) makes the true classes likeliest: golden section on ln T, in which the
 * likelihood has one peak (it is concave in 1/T). Guo et al. 2017. Bounded to 1e-6 … 1e3 of the widest difference.
 */
export function fitTemperature(scored: Scored, sentences: readonly number[]): number {
  const spread = widestDifference(scored, sentences);
  if (spread === 0) return 1; // all classes alike: any temperature says the same
  const cost = (lnT: number) => negativeLogLikelihood(scored, sentences, Math.exp(lnT));
  let [low, high] = [Math.log(spread * 1e-6), Math.log(spread * 1e3)];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [costA, costB] = [cost(a), cost(b)];
  while (high - low > 1e-7) {
    // on a tie towards the higher temperature: the less sure
    if (costA < costB) {
      [high, b, costB] = [b, a, costA];
      a = high - GOLDEN * (high - low);
      costA = cost(a);
    } else {
      [low, a, costA] = [a, b, costB];
      b = low + GOLDEN * (high - low);
      costB = cost(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Expected calibration error, and accuracy against confidence, in 15 bins of equal width (Guo et al. 2017). */
export function judgeConfidence(
  scored: Scored,
  sentences: readonly number[],
  temperature: number,
): Pick<Calibration, "ece" | "reliability"> {
  const sums = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0, n: 0 }));
  for (const s of sentences) {
    const row = rowOf(scored, s);
    const best = argmax(row);
    const confidence = 1 / partition(row, row[best]!, temperature);
    const bin = sums[Math.min(Math.floor(confidence * BINS), BINS - 1)]!;
    bin.confidence += confidence;
    if (best === scored.truth[s]) bin.right++;
    bin.n++;
  }
  const reliability = sums
    .filter((bin) => bin.n > 0)
    .map(({ confidence, right, n }) => ({ confidence: confidence / n, accuracy: right / n, n }));
  const gap = reliability.reduce((sum, bin) => sum + bin.n * Math.abs(bin.accuracy - bin.confidence), 0);
  return { ece: gap / sentences.length, reliability };
}

/** Mean of −ln softmax(scores / T)[truth]. */
function negativeLogLikelihood(scored: Scored, sentences: readonly number[], temperature: number): number {
  let sum = 0;
  for (const s of sentences) {
    const row = rowOf(scored, s);
    const best = row[argmax(row)]!;
    sum += Math.log(partition(row, best, temperature)) + (best - row[scored.truth[s]!]!) / temperature;
  }
  return sum / sentences.length;
}

/** Σ exp((score − best) / T): at least 1, whatever the scores. */
function partition(row: Float64Array, best: number, temperature: number): number {
  let sum = 0;
  for (let c = 0; c < row.length; c++) sum += Math.exp((row[c]! - best) / temperature);
  return sum;
}

function widestDifference(scored: Scored, sentences: readonly number[]): number {
  let widest = 0;
  for (const s of sentences) {
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const score of rowOf(scored, s)) {
      if (score < min) min = score;
      if (score > max) max = score;
    }
    widest = Math.max(widest, max - min);
  }
  return widest;
}

function rowOf({ scores, nClasses }: Scored, sentence: number): Float64Array {
  return scores.subarray(sentence * nClasses, (sentence + 1) * nClasses);
}
