import { type AtlasCalibrations, areCalibrations } from "./atlasCalibration.ts";
import { Failure } from "./failure.ts";
import type { FittedDensity } from "./fitDensity.ts";
import type { ClassRows } from "./fitShare.ts";
import type { FitOptions } from "./options.ts";
import { emptyRows, ROW_TENSORS, type Rows, readRowTensor, rowTensor, setRow, setRows } from "./rows.ts";
import { readHeader, type SafetensorsHeader, type TensorData, writeSafetensors } from "./safetensors.ts";
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
    /** What the model computed with, where its matrices were rounded after they were read. */
    roundedTo?: "F16";
  };
  data: { name: string; sha256: string; nTrain: number; nTest: number; split: string };
  options: FitOptions;
  /** Category paths in class order; class `classes.length` of the tensors is the pooled reference. */
  classes: string[][];
  /** Where it was judged after the fit. The densities don't depend on it. */
  calibration?: AtlasCalibrations;
}

/**
 * Fitted densities of every class × layer, and one pooled over all classes: [(nClasses + 1) * nLayers] rows, the pooled
 * reference's last. Row c * nLayers + layer of each array.
 */
export interface Atlas extends Rows {
  recipe: Recipe;
  nLayers: number;
}

/** Index of the pooled reference among the classes. */
export const pooledClass = (atlas: Atlas): number => atlas.recipe.classes.length;

/** An atlas with room for every class, filled by `setDensity` or `setClassRows`. */
export function emptyAtlas(recipe: Recipe): Atlas {
  const nLayers = recipe.model.nLayers;
  const rows = (recipe.classes.length + 1) * nLayers;
  return { recipe, nLayers, ...emptyRows(rows, recipe.options.gridPoints) };
}

/** Puts one class × layer into its row. */
export function setDensity(atlas: Atlas, classIndex: number, layer: number, fitted: FittedDensity): void {
  setRow(atlas, classIndex * atlas.nLayers + layer, fitted);
}

/** Puts a class's rows, fitted apart, into their place. */
export function setClassRows(atlas: Atlas, rows: ClassRows): void {
  setRows(atlas, rows.classIndex * atlas.nLayers, rows);
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

/** The atlas as one safetensors file: classes first, the pooled reference in `pooled_*` tensors of the same names. */
export function writeAtlas(atlas: Atlas): Uint8Array<ArrayBuffer> {
  const { nLayers } = atlas;
  const nClasses = atlas.recipe.classes.length;
  const cut = nClasses * nLayers;
  const tensors: Record<string, TensorData> = {};
  for (const name of ROW_TENSORS) {
    tensors[name] = rowTensor(atlas, name, 0, cut, [nClasses, nLayers]);
    tensors[`pooled_${name}`] = rowTensor(atlas, name, cut, cut + nLayers, [nLayers]);
  }
  return writeSafetensors(tensors, { tailscope: JSON.stringify(atlas.recipe) });
}

/** Reads an atlas file, every tensor's type and shape checked against its recipe. @throws Failure("bad-file") */
export function readAtlas(file: Uint8Array<ArrayBuffer>, name: string): Atlas {
  const header = readHeader(file, name);
  const recipe = readRecipe(header, file.byteLength, name);
  if (header.metadata.tailscope_share !== undefined) {
    throw new Failure(
      "bad-file",
      `${name} is a share of an atlas: join it with the others first, by \`tailscope atlas merge part*.atlas --out whole.atlas\`.`,
    );
  }
  const atlas = emptyAtlas(recipe);
  const { nLayers } = atlas;
  const nClasses = recipe.classes.length;
  for (const tensor of ROW_TENSORS) {
    readRowTensor(file, header, tensor, atlas, tensor, 0, [nClasses, nLayers], name);
    readRowTensor(file, header, `pooled_${tensor}`, atlas, tensor, nClasses * nLayers, [nLayers], name);
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

/**
 * The recipe in a file's header, checked as far as reading and scoring rely on it; `fileSize` bounds what it may claim, but for
 * a share's, which holds some of its classes. @throws Failure("bad-file")
 */
export function readRecipe({ metadata }: SafetensorsHeader, fileSize: number, name: string): Recipe {
  const text = metadata.tailscope;
  const isShare = metadata.tailscope_share !== undefined;
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
  const { nLayers, dModel, revision, roundedTo } = recipe?.model ?? {};
  const { gridPoints, tailRule } = recipe?.options ?? {};
  const whole = [nLayers, dModel, gridPoints].every((n) => Number.isSafeInteger(n) && n! > 0);
  const classes: unknown = recipe?.classes;
  if (
    !recipe?.data ||
    !whole ||
    !arePaths(classes) ||
    typeof tailRule?.rule !== "string" ||
    (revision !== undefined && typeof revision !== "string") ||
    (roundedTo !== undefined && roundedTo !== "F16") ||
    !areCalibrations(recipe.calibration) ||
    gridPoints! < 2 ||
    4 * (isShare ? 1 : classes.length) * nLayers! * gridPoints! > fileSize
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
