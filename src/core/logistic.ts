import { moments } from "./moments.ts";

/** A logistic distribution: density e^(-z) / (s (1 + e^(-z))²) at z = (x - location) / s. In value units. */
export interface Logistic {
  location: number;
  /** s, which is √3/π of the standard deviation. 0 where all values are equal. */
  scale: number;
}

/** Newton stops where another step could win less than this many nats a value. */
const TOLERANCE = 1e-14;
const MOST_STEPS = 200;

/**
 * The logistic distribution that makes the values likeliest, to about 1e-6 of its scale. With z = b x - a the log-likelihood
 * is concave in (a, b), so Newton's method, its steps halved while they don't climb, finds the one peak. `values`: [n] finite.
 */
export function fitLogistic(values: ArrayLike<number>): Logistic {
  const { mean, std, count, min, max } = moments(values);
  if (!(max > min) || !(std > 0)) return { location: count > 0 ? min : 0, scale: 0 };
  const x = Float64Array.from(values, (v) => (v - mean) / std);
  let at = climbed(x, 0, Math.PI / Math.sqrt(3));
  for (let step = 0; step < MOST_STEPS; step++) {
    const [da, db] = newtonStep(at);
    const gain = da * at.slopeA + db * at.slopeB;
    if (!(gain > TOLERANCE)) break;
    let size = 1;
    let next = climbed(x, at.a + da, at.b + db);
    while (!(next.logLikelihood > at.logLikelihood) && size > 1e-9) {
      size /= 2;
      next = climbed(x, at.a + size * da, at.b + size * db);
    }
    if (!(next.logLikelihood > at.logLikelihood)) break; // as high as float64 can tell
    at = next;
  }
  return { location: mean + (std * at.a) / at.b, scale: std / at.b };
}

/** Where the climb stands: mean log-likelihood of the values with its slopes and (negated) curvatures in a and b. */
interface Climbed {
  a: number;
  b: number;
  logLikelihood: number;
  slopeA: number;
  slopeB: number;
  curveAA: number;
  curveAB: number;
  curveBB: number;
}

function climbed(x: Float64Array, a: number, b: number): Climbed {
  let [sum, slopeA, slopeB, curveAA, curveAB, curveBB] = [0, 0, 0, 0, 0, 0];
  for (const v of x) {
    const z = b * v - a;
    const e = Math.exp(-Math.abs(z)); // the density is even in z
    const tanh = ((1 - e) / (1 + e)) * Math.sign(z); // tanh(z / 2)
    const curve = (2 * e) / (1 + e) ** 2;
    sum -= Math.abs(z) + 2 * Math.log1p(e);
    slopeA += tanh;
    slopeB -= tanh * v;
    curveAA += curve;
    curveAB -= curve * v;
    curveBB += curve * v * v;
  }
  const n = x.length;
  return {
    a,
    b,
    logLikelihood: b > 0 ? sum / n + Math.log(b) : Number.NEGATIVE_INFINITY,
    slopeA: slopeA / n,
    slopeB: slopeB / n + 1 / b,
    curveAA: curveAA / n,
    curveAB: curveAB / n,
    curveBB: curveBB / n + 1 / (b * b),
  };
}

/** Slopes over curvatures: solves the two equations. */
function newtonStep({ slopeA, slopeB, curveAA, curveAB, curveBB }: Climbed): [number, number] {
  const determinant = curveAA * curveBB - curveAB * curveAB;
  return [
    (curveBB * slopeA - curveAB * slopeB) / determinant,
    (curveAA * slopeB - curveAB * slopeA) / determinant,
  ];
}
