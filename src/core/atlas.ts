import { Failure } from "./failure.ts";
import type { FittedDensity } from "./fitDensity.ts";
import type { FitOptions } from "./options.ts";
import { readHeader, type TensorData, tensorBytes, writeSafetensors } from "./safetensors.ts";
import type { TailCutoffs, TailRule } from "./tails.ts";

/** Where an atlas comes from and how it was made: everything needed to fit it again. */
export interface Recipe {
  format: "tailscope-atlas";
  version: 1;
  model: {
    id: string;
    /** The commit that a hub's files are of. */
    revision?: string;
    architecture: string;
    nLayers: number;
    dModel: number;
    weightsSha256: string;
  };
  data: { name: string; sha256: string; nTrain: number; nTest: number; split: string };
  options: FitOptions;
  /** Category paths in class order; class `classes.length` of the tensors is the pooled reference. */
  classes: string[][];
}

/** Fitted densities of every class × layer, and one pooled over all classes. Row c * nLayers + layer of each array. */
export interface Atlas {
  recipe: Recipe;
  nLayers: number;
  /** Rows, the pooled reference's last: [(nClasses + 1) * nLayers]. */
  gridMin: Float32Array;
  gridMax: Float32Array;
  /** [(nClasses + 1) * nLayers, gridPoints], 1 / value units. */
  density: Float32Array;
  /** [(nClasses + 1) * nLayers, 2], (left, right) in value units. */
  tailCutoffs: Float64Array;
  mean: Float64Array;
  /** Population standard deviation. */
  std: Float64Array;
  /** Values fitted, sentences * dModel. */
  count: Float64Array;
}

/** Index of the pooled reference among the classes. */
export const pooledClass = (atlas: Atlas): number => atlas.recipe.classes.length;

/** An atlas with room for every class, filled by `setDensity`. */
export function emptyAtlas(recipe: Recipe): Atlas {
  const nLayers = recipe.model.nLayers;
  const rows = (recipe.classes.length + 1) * nLayers;
  return {
    recipe,
    nLayers,
    gridMin: new Float32Array(rows),
    gridMax: new Float32Array(rows),
    density: new Float32Array(rows * recipe.options.gridPoints),
    tailCutoffs: new Float64Array(rows * 2),
    mean: new Float64Array(rows),
    std: new Float64Array(rows),
    count: new Float64Array(rows),
  };
}

/** Puts one class × layer into its row. */
export function setDensity(atlas: Atlas, classIndex: number, layer: number, fitted: FittedDensity): void {
  const row = classIndex * atlas.nLayers + layer;
  const { grid, y } = fitted.density;
  atlas.gridMin[row] = grid[0]!;
  atlas.gridMax[row] = grid[grid.length - 1]!;
  atlas.density.set(y, row * grid.length);
  atlas.tailCutoffs[2 * row] = fitted.cutoffs.left;
  atlas.tailCutoffs[2 * row + 1] = fitted.cutoffs.right;
  atlas.mean[row] = fitted.moments.mean;
  atlas.std[row] = fitted.moments.std;
  atlas.count[row] = fitted.moments.count;
}

/** The density table of a class × layer. [gridPoints], a view. */
export function densityRow(atlas: Atlas, classIndex: number, layer: number): Float32Array {
  const n = atlas.recipe.options.gridPoints;
  const row = classIndex * atlas.nLayers + layer;
  return atlas.density.subarray(row * n, (row + 1) * n);
}

/** Cut-offs of a class × layer: the atlas's own, or mean ± k std where `k` is given. */
export function cutoffsOf(atlas: Atlas, classIndex: number, layer: number, k?: number): TailCutoffs {
  const row = classIndex * atlas.nLayers + layer;
  if (k !== undefined) {
    const [mean, std] = [atlas.mean[row]!, atlas.std[row]!];
    return { left: mean - k * std, right: mean + k * std };
  }
  return { left: atlas.tailCutoffs[2 * row]!, right: atlas.tailCutoffs[2 * row + 1]! };
}

/** The tail rule that scoring at `k` standard deviations, or else with the atlas's own cut-offs, follows. */
export function ruleOf(atlas: Atlas, k?: number): TailRule {
  return k === undefined ? atlas.recipe.options.tailRule : { rule: "std", k };
}

const TENSORS = ["mean", "std", "count", "tail_cutoffs", "grid_min", "grid_max", "density"] as const;
/** Scalars a row. */
const WIDTH = { mean: 1, std: 1, count: 1, tail_cutoffs: 2, grid_min: 1, grid_max: 1 } as const;

/** The atlas as one safetensors file: classes first, the pooled reference in `pooled_*` tensors of the same names. */
export function writeAtlas(atlas: Atlas): Uint8Array<ArrayBuffer> {
  const nClasses = atlas.recipe.classes.length;
  const tensors: Record<string, TensorData> = {};
  for (const name of TENSORS) {
    const data = arrayOf(atlas, name);
    const width = name === "density" ? atlas.recipe.options.gridPoints : WIDTH[name];
    const cut = nClasses * atlas.nLayers * width;
    const inner = width > 1 ? [width] : [];
    tensors[name] = { shape: [nClasses, atlas.nLayers, ...inner], data: data.subarray(0, cut) };
    tensors[`pooled_${name}`] = { shape: [atlas.nLayers, ...inner], data: data.subarray(cut) };
  }
  return writeSafetensors(tensors, { tailscope: JSON.stringify(atlas.recipe) });
}

/** Reads an atlas file, every tensor's type and shape checked against its recipe. @throws Failure("bad-file") */
export function readAtlas(file: Uint8Array<ArrayBuffer>, name: string): Atlas {
  const header = readHeader(file, name);
  const recipe = parseRecipe(header.metadata.tailscope, file.byteLength, name);
  const atlas = emptyAtlas(recipe);
  const nClasses = recipe.classes.length;
  for (const tensor of TENSORS) {
    const target = arrayOf(atlas, tensor);
    const dtype = target instanceof Float64Array ? "F64" : "F32";
    const width = tensor === "density" ? recipe.options.gridPoints : WIDTH[tensor];
    const inner = width > 1 ? [width] : [];
    let at = 0;
    for (const [full, shape] of [
      [tensor, [nClasses, atlas.nLayers, ...inner]],
      [`pooled_${tensor}`, [atlas.nLayers, ...inner]],
    ] as const) {
      const bytes = tensorBytes(file, header, full, name);
      const info = header.tensors.get(full)!;
      if (info.dtype !== dtype || info.shape.join() !== shape.join()) {
        throw new Failure(
          "bad-file",
          `${name} can't be used: its tensor "${full}" is ${info.dtype} [${info.shape}], its recipe asks for ${dtype} [${shape}].`,
        );
      }
      const copy = bytes.slice().buffer;
      target.set(dtype === "F64" ? new Float64Array(copy) : new Float32Array(copy), at);
      at += bytes.byteLength / target.BYTES_PER_ELEMENT;
    }
  }
  return atlas;
}

/** Refuses an atlas fitted on another model, naming the difference. @throws Failure("mismatch") */
export function requireModel(
  atlas: Atlas,
  model: { id: string; nLayers: number; dModel: number; weightsSha256: string },
  name: string,
): void {
  const fitted = atlas.recipe.model;
  const told = `${name} was fitted on ${fitted.id}`;
  if (fitted.nLayers !== model.nLayers || fitted.dModel !== model.dModel) {
    const shapes = `${fitted.nLayers} layers × ${fitted.dModel} against ${model.nLayers} × ${model.dModel}`;
    throw new Failure(
      "mismatch",
      `${told}, another shape than ${model.id} (${shapes}): fit an atlas on this model.`,
    );
  }
  const known = fitted.weightsSha256 !== "" && model.weightsSha256 !== "";
  if (known && fitted.weightsSha256 !== model.weightsSha256) {
    throw new Failure(
      "mismatch",
      `${told}, whose weights differ from those of ${model.id} (SHA-256 ${fitted.weightsSha256.slice(0, 12)}… against ${model.weightsSha256.slice(0, 12)}…): fit an atlas on this model.`,
    );
  }
}

function arrayOf(atlas: Atlas, tensor: (typeof TENSORS)[number]): Float32Array | Float64Array {
  switch (tensor) {
    case "grid_min":
      return atlas.gridMin;
    case "grid_max":
      return atlas.gridMax;
    case "tail_cutoffs":
      return atlas.tailCutoffs;
    default:
      return atlas[tensor];
  }
}

/** The recipe, checked as far as reading and scoring rely on it; `fileSize` bounds what it may claim. */
function parseRecipe(text: string | undefined, fileSize: number, name: string): Recipe {
  if (text === undefined)
    throw new Failure(
      "bad-file",
      `${name} is a safetensors file but no atlas: it carries no Tailscope recipe.`,
    );
  const recipe = parseJson(text);
  if (recipe && (recipe.format !== "tailscope-atlas" || recipe.version !== 1)) {
    throw new Failure(
      "bad-file",
      `${name} is an atlas of the version ${String(recipe.version)}; this program reads version 1.`,
    );
  }
  const { nLayers, dModel, revision } = recipe?.model ?? {};
  const { gridPoints, tailRule } = recipe?.options ?? {};
  const whole = [nLayers, dModel, gridPoints].every((n) => Number.isSafeInteger(n) && n! > 0);
  const classes: unknown = recipe?.classes;
  if (
    !recipe?.data ||
    !whole ||
    !arePaths(classes) ||
    typeof tailRule?.rule !== "string" ||
    (revision !== undefined && typeof revision !== "string") ||
    gridPoints! < 2 ||
    4 * classes.length * nLayers! * gridPoints! > fileSize
  ) {
    throw new Failure("bad-file", `${name} can't be used: its recipe is damaged.`);
  }
  return recipe as Recipe;
}

function arePaths(value: unknown): value is string[][] {
  const isPath = (path: unknown) => Array.isArray(path) && path.every((part) => typeof part === "string");
  return Array.isArray(value) && value.length > 0 && value.every(isPath);
}

function parseJson(text: string): Partial<Recipe> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
