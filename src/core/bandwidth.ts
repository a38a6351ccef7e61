/** Scott's factor for one dimension, n^(-1/5) (Scott 1992, eq. 6.44; SciPy's `scotts_factor`). */
export function scottFactor(n: number): number {
  return n ** -0.2;
}

/** Kernel bandwidth in value units: bandwidthScale * n^(-1/5) * s, `sampleStd` dividing by n - 1. METHOD §2. */
export function bandwidth(n: number, sampleStd: number, bandwidthScale: number): number {
  return bandwidthScale * scottFactor(n) * sampleStd;
}
