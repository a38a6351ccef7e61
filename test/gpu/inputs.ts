import { heavyTailed, scaled } from "./bags.ts";

/** What a kernel may meet. */
export interface Input {
  name: string;
  values: Float32Array;
  /** Beyond what float32 computes with (METHOD's numbers need sums and squares): kernels need not agree with float64, only not lie. */
  outOfReach?: boolean;
}

const spoilt = (n: number, at: readonly number[], by: number): Float32Array => {
  const values = heavyTailed(n, n);
  for (const i of at) values[i] = by;
  return values;
};

/** Smallest numbers, of both signs: an adapter may take them for 0 wherever it computes. */
const denormals = Float32Array.from({ length: 130 }, (_, i) => (i % 2 ? -i : i) * 2 ** -149);

/** Every kind of input, at sizes about the borders of workgroups. */
export const INPUTS: readonly Input[] = [
  ...[1, 2, 3, 63, 64, 65, 127, 128, 129, 255, 256, 257, 513].map((n) => ({
    name: `${n} random values`,
    values: heavyTailed(n, n),
  })),
  { name: "constant values", values: new Float32Array(300).fill(0.1) },
  { name: "zeros of both signs", values: Float32Array.from({ length: 100 }, (_, i) => (i % 2 ? 0 : -0)) },
  { name: "huge values", values: scaled(heavyTailed(300), 1e30) },
  { name: "tiny values", values: scaled(heavyTailed(300), 1e-28) },
  { name: "denormals among values", values: Float32Array.from([...heavyTailed(100), ...denormals]) },
  { name: "denormals alone", values: denormals, outOfReach: true },
  {
    name: "the greatest floats",
    values: Float32Array.from({ length: 70 }, (_, i) => (i % 3 ? 1 : -1) * 3.4e38),
    outOfReach: true,
  },
  { name: "one NaN", values: Float32Array.of(Number.NaN) },
  { name: "a NaN among values", values: spoilt(129, [64], Number.NaN) },
  { name: "an infinity among values", values: spoilt(129, [0], Number.POSITIVE_INFINITY) },
  { name: "negative infinities, last of all", values: spoilt(65, [63, 64], Number.NEGATIVE_INFINITY) },
  { name: "nothing but NaN", values: new Float32Array(66).fill(Number.NaN) },
  {
    name: "both infinities and a NaN",
    values: Float32Array.from([...heavyTailed(60), Number.NEGATIVE_INFINITY, Number.NaN, Infinity]),
  },
];
