// What each kernel moves and computes, counted on paper from its WGSL. Bytes: every number of its inputs and outputs once, however
// often it is read from a cache. FLOP: float additions, subtractions, multiplications, divisions, comparisons, min, max, abs, floor,
// exp, log and sqrt, one each, and comparisons of floats' bits as whole numbers; not other whole numbers, selects, the question whether a
// value is finite, parameters, nor what a workgroup does once (its last sum).

/** Bytes and float operations of one run of a kernel, and how they were counted. */
export interface Work {
  bytes: number;
  flop: number;
  /** The formulas, in words of the table. */
  counted: string;
}

const F32 = 4;
/** `twoSum` in src/gpu/sum.wgsl. */
const TWO_SUM = 6;
/** `add` there: a number into a sum of two floats. */
const ADD = TWO_SUM + 2;

/** `vectors` vectors of dModel values, each the mean of `rows` tokens, centred or not. `table`: bytes a vector of where they are. */
export function poolingWork(
  { vectors, rows, dModel }: { vectors: number; rows: number; dModel: number },
  center: boolean,
  table: number,
): Work {
  const mean = rows > 1 ? ADD * (rows - 1) + 2 : 0; // the sum, its two parts put together, the division
  const centring = center ? TWO_SUM + ADD + TWO_SUM + 2 : 0; // the mean's rest, then less mean and rest
  const each = ADD + mean + centring;
  const n = vectors * dModel;
  return {
    bytes: F32 * n * (rows + 1) + table * vectors,
    flop: each * n,
    counted: `${each} n FLOP; 4 n (${rows} + 1)${table ? ` + ${table} a vector` : ""} B; n = ${vectors} × ${dModel}`,
  };
}

/** Two passes: min, max, sum; then (v - mean) / spread, its sum, its square and the sum of it. */
export function momentsWork(n: number): Work {
  const each = 2 + ADD + 2 + ADD + 1 + ADD;
  return { bytes: F32 * (n + 6), flop: each * n, counted: `${each} n FLOP; 4 (n + 6) B` };
}

/** A value at a point: its distance, abs, a division, min, three multiplications' worth of exp(-u²/2), the sum. */
export function kdeWork(n: number, points: number): Work {
  const each = 8;
  return {
    bytes: F32 * (n + 5 + points),
    flop: each * n * points,
    counted: `${each} n g FLOP; 4 (n + 5 + g) B`,
  };
}

export function bagExtentWork(n: number, bytesOut: number): Work {
  const each = 2 + ADD;
  return { bytes: F32 * n + bytesOut, flop: each * n, counted: `${each} n FLOP; 4 n + ${bytesOut} B` };
}

/** The distance from a mean of two floats, scaled, and its sum; its square in two floats, and the sum of it. */
export function bagSpreadWork(n: number, bytesOut: number): Work {
  const each = TWO_SUM + 3 + ADD + 8 + ADD;
  return { bytes: F32 * n + bytesOut, flop: each * n, counted: `${each} n FLOP; 4 n + ${bytesOut} B` };
}

/** `gaussianShare`: two differences over the bandwidth, their product, min and exp. */
const SHARE = 10;
/** Which of two values is nearer to a point. */
const NEARER = 5;

/** A value at a point: whether it is the nearest, its share of that one's Gaussian, the sum. */
export function bagKdeWork(n: number, points: number, bytesOut: number): Work {
  const each = NEARER + SHARE + 1;
  return {
    bytes: F32 * (n + points) + bytesOut,
    flop: each * n * points,
    counted: `${each} n g FLOP; 4 (n + g) + ${bytesOut} B`,
  };
}

/** A slice at a point: whether its nearest value is the nearest of all, its share of that one's Gaussian, the sum. */
export function addSlicesWork(slices: number, points: number): Work {
  const each = NEARER + 1 + 1 + SHARE + 1 + ADD;
  return {
    bytes: F32 * points * (2 * slices + 3),
    flop: (each * slices + 1) * points,
    counted: `(${each} s + 1) g FLOP; 4 g (2 s + 3) B; s = ${slices}`,
  };
}

/** Two cut-offs: two comparisons. */
const IN_TAILS = 2;

/** Of the output, what was found. */
export function tailMaskWork(n: number, found: number): Work {
  return {
    bytes: F32 * n + F32 + 8 * found,
    flop: IN_TAILS * n,
    counted: `${IN_TAILS} n FLOP; 4 n + 4 + 8 × ${found} B`,
  };
}

/** `own`: the cut-offs are made of each token's own greatest value, mean and deviation first. */
export function tokenTailsWork(nPos: number, dModel: number, own: boolean): Work {
  const each = (own ? 1 + (1 + ADD) + (3 + ADD) : 0) + IN_TAILS;
  const n = nPos * dModel;
  return {
    bytes: F32 * (n + nPos),
    flop: each * n,
    counted: `${each} n FLOP; 4 (n + ${nPos}) B; n = ${nPos} × ${dModel}`,
  };
}

export interface Scored {
  /** Values of a layer. */
  n: number;
  nLayers: number;
  nClasses: number;
  nModes: number;
  /** Of those, how many sum over tails only. */
  nTailModes: number;
  gridPoints: number;
  /** How many of n × layers × classes × modes entered a sum: all of them in "full", else those in the tails. */
  used: number;
}

/** A value's cut-offs in each class and tails mode; of those that are used, the density between two points, ln and sum. */
export function logLikelihoodWork(scored: Scored): Work {
  const { n, nLayers, nClasses, nModes, nTailModes, gridPoints, used } = scored;
  const each = 10 + ADD; // - and ×, clamp, part between points, mix, + floor, log
  const rows = nLayers * nClasses;
  return {
    bytes: F32 * (n * nLayers + rows * (gridPoints + 2)) + rows * nModes * 16,
    flop: IN_TAILS * n * rows * nTailModes + each * used,
    counted: `${IN_TAILS} n c l × ${nTailModes} + ${each} × ${used} FLOP; 4 l (n + c (g + 2)) + 16 c m l B`,
  };
}

/** The sums over all layers of one mode; the k rounds compare whole numbers. */
export function topKWork(nClasses: number, nLayers: number, k: number): Work {
  return {
    bytes: 8 * nClasses * nLayers + F32 * (nLayers + nClasses) + 8 * k,
    flop: nClasses * (ADD * nLayers + 1),
    counted: `c (${ADD} l + 1) FLOP; 8 c l + 4 (l + c) + 8 × ${k} B`,
  };
}

const BIN_BYTES = 32;

/** A value's bin and its place there; the rest are whole numbers of 64 bits. Bins are read and written. */
export function binSumsWork(n: number, bins: number): Work {
  return {
    bytes: F32 * n + 2 * BIN_BYTES * bins,
    flop: 8 * n,
    counted: `8 n FLOP; 4 n + 2 × ${BIN_BYTES} b B; b = ${bins}`,
  };
}

/** Each bin gives to four masses, which read its three sums anew. */
export function cubicMassesWork(bins: number): Work {
  const each = 4 * 9 + 6 + 6 + 5 + 3;
  return {
    bytes: BIN_BYTES * bins + F32 * (bins + 3),
    flop: each * bins,
    counted: `${each} b FLOP; ${BIN_BYTES} b + 4 (b + 3) B; b = ${bins}`,
  };
}

/** `pairs`: bins within reach, over all points; whether there is a mass, and its product's sum. A weight far from all is not counted. */
export function convolveWork(masses: number, table: number, points: number, pairs: number): Work {
  const each = 1 + 1 + ADD;
  return {
    bytes: F32 * (masses + table + 2 * points),
    flop: each * pairs,
    counted: `${each} × ${pairs} FLOP; 4 (${masses} + ${table} + 2 g) B`,
  };
}

/** Several kernels one after another. */
export function together(parts: readonly Work[]): Work {
  const sum = (of: (work: Work) => number) => parts.reduce((total, work) => total + of(work), 0);
  return { bytes: sum((w) => w.bytes), flop: sum((w) => w.flop), counted: "the sum of its kernels" };
}
