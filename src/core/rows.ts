import { Failure } from "./failure.ts";
import type { FittedDensity } from "./fitDensity.ts";
import type { Moments } from "./moments.ts";
import { type SafetensorsHeader, type TensorData, tensorBytes } from "./safetensors.ts";

/** What is kept of fitted densities, one row a class × layer: of a whole atlas, of a share of it, or of one class. */
export interface Rows {
  /** [rows] */
  gridMin: Float32Array;
  gridMax: Float32Array;
  /** [rows, gridPoints], 1 / value units. */
  density: Float32Array;
  /** [rows, 2], (left, right) in value units. */
  tailCutoffs: Float64Array;
  mean: Float64Array;
  /** Population standard deviation. */
  std: Float64Array;
  /** Values fitted, sentences * dModel. */
  count: Float64Array;
}

/** What a row keeps of a fitted density. */
export interface FittedRow extends Pick<FittedDensity, "density" | "cutoffs"> {
  moments: Pick<Moments, "mean" | "std" | "count">;
}

/** Names of the tensors in a file, in the order that they are written in. */
const ARRAYS = {
  mean: "mean",
  std: "std",
  count: "count",
  tail_cutoffs: "tailCutoffs",
  grid_min: "gridMin",
  grid_max: "gridMax",
  density: "density",
} as const satisfies Record<string, keyof Rows>;

export type RowTensor = keyof typeof ARRAYS;
export const ROW_TENSORS = Object.keys(ARRAYS) as RowTensor[];

export function emptyRows(nRows: number, gridPoints: number): Rows {
  return {
    gridMin: new Float32Array(nRows),
    gridMax: new Float32Array(nRows),
    density: new Float32Array(nRows * gridPoints),
    tailCutoffs: new Float64Array(nRows * 2),
    mean: new Float64Array(nRows),
    std: new Float64Array(nRows),
    count: new Float64Array(nRows),
  };
}

export function setRow(rows: Rows, row: number, { density, cutoffs, moments }: FittedRow): void {
  const { grid, y } = density;
  rows.gridMin[row] = grid[0]!;
  rows.gridMax[row] = grid[grid.length - 1]!;
  rows.density.set(y, row * grid.length);
  rows.tailCutoffs[2 * row] = cutoffs.left;
  rows.tailCutoffs[2 * row + 1] = cutoffs.right;
  rows.mean[row] = moments.mean;
  rows.std[row] = moments.std;
  rows.count[row] = moments.count;
}

/** Copies all of `from` into `to`, from row `at` on. */
export function setRows(to: Rows, at: number, from: Rows): void {
  const nRows = from.mean.length;
  if (nRows === 0) return;
  for (const name of Object.values(ARRAYS)) to[name].set(from[name], (at * from[name].length) / nRows);
}

/** Whether rows [at, at + n) of `rows` are those of `other`, to the bit. */
export function equalRows(rows: Rows, at: number, other: Rows): boolean {
  const nRows = other.mean.length;
  return Object.values(ARRAYS).every((name) => {
    const width = other[name].length / nRows;
    const part = rows[name].subarray(at * width, (at + nRows) * width);
    return part.every((value, i) => Object.is(value, other[name][i]));
  });
}

/** Rows [begin, end) of one array as a tensor [...lead, width], a view. */
export function rowTensor(
  rows: Rows,
  name: RowTensor,
  begin: number,
  end: number,
  lead: number[],
): TensorData {
  const data = rows[ARRAYS[name]];
  const width = widthOf(name, gridPointsOf(rows));
  return {
    shape: [...lead, ...(width > 1 ? [width] : [])],
    data: data.subarray(begin * width, end * width),
  };
}

/** Reads such a tensor, under the name `stored`, into the rows from `begin` on. @throws Failure("bad-file") */
export function readRowTensor(
  file: Uint8Array<ArrayBuffer>,
  header: SafetensorsHeader,
  stored: string,
  rows: Rows,
  name: RowTensor,
  begin: number,
  lead: number[],
  fileName: string,
): void {
  const target = rows[ARRAYS[name]];
  const width = widthOf(name, gridPointsOf(rows));
  const shape = [...lead, ...(width > 1 ? [width] : [])];
  const dtype = target instanceof Float64Array ? "F64" : "F32";
  const bytes = tensorBytes(file, header, stored, fileName);
  const info = header.tensors.get(stored)!;
  if (info.dtype !== dtype || info.shape.join() !== shape.join()) {
    throw new Failure(
      "bad-file",
      `${fileName} can't be used: its tensor "${stored}" is ${info.dtype} [${info.shape}], its recipe asks for ${dtype} [${shape}].`,
    );
  }
  const copy = bytes.slice().buffer;
  target.set(dtype === "F64" ? new Float64Array(copy) : new Float32Array(copy), begin * width);
}

const gridPointsOf = (rows: Rows) => rows.density.length / Math.max(1, rows.mean.length);

const widthOf = (name: RowTensor, gridPoints: number) =>
  name === "density" ? gridPoints : name === "tail_cutoffs" ? 2 : 1;
