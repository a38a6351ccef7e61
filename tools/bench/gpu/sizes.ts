/** How much the kernels are given. Counts of values are of whole vectors of `dModel`. */
export interface Sizes {
  dModel: number;
  nLayers: number;
  nClasses: number;
  /** Tokens of a typed sentence. */
  nPos: number;
  /** Sentences of a batch of a fit. */
  batch: number;
  gridPoints: number;
  /** Grid points of a sketch, a sentence's own density. */
  sketchPoints: number;
  /** Vectors of one class of a fit. */
  classVectors: number;
  /** Values of a bag that is as large as they come. */
  most: number;
  /** The same where every point of a grid or every class looks at all of them. */
  mostByEach: number;
}

/** A typed sentence and a class of a fit on GPT-2 small, and a million values. */
export const REALISTIC: Sizes = {
  dModel: 768,
  nLayers: 12,
  nClasses: 120,
  nPos: 16,
  batch: 16,
  gridPoints: 1000,
  sketchPoints: 400,
  classVectors: 160,
  most: 1_000_000,
  mostByEach: 1_000_000,
};

/** Where a processor plays the GPU: what would take it minutes is made smaller. */
export const ON_A_PROCESSOR: Sizes = { ...REALISTIC, gridPoints: 250, mostByEach: 100_000 };

/** Enough to be wrong on: past a workgroup and a tile, none of them full. */
export const QUICK: Sizes = {
  dModel: 300,
  nLayers: 2,
  nClasses: 5,
  nPos: 5,
  batch: 3,
  gridPoints: 131,
  sketchPoints: 67,
  classVectors: 5,
  most: 5_001,
  mostByEach: 5_001,
};

/** Whole numbers as people write them. */
export const count = (n: number): string => n.toLocaleString("en");
