import type { Recipe } from "./atlas.ts";
import { Failure } from "./failure.ts";
import type { ClassRows } from "./fitShare.ts";
import { emptyRows, ROW_TENSORS, readRowTensor, rowTensor } from "./rows.ts";
import { readHeader, writeSafetensors } from "./safetensors.ts";

/** Room for one class's rows. */
export function emptyClassRows({ model, options }: Recipe, classIndex: number): ClassRows {
  return { classIndex, ...emptyRows(model.nLayers, options.gridPoints) };
}

/** One class's rows as a safetensors file, marked with the key of the recipe that they were fitted by. */
export function writeClassRows(rows: ClassRows, recipeKey: string): Uint8Array<ArrayBuffer> {
  const nLayers = rows.mean.length;
  const tensors = ROW_TENSORS.map((name) => [name, rowTensor(rows, name, 0, nLayers, [nLayers])]);
  return writeSafetensors(Object.fromEntries(tensors), { tailscope_class: mark(rows.classIndex, recipeKey) });
}

/** Reads them back. @throws Failure("bad-file") where they are damaged, Failure("mismatch") of another recipe or class */
export function readClassRows(
  file: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  recipeKey: string,
  classIndex: number,
  name: string,
): ClassRows {
  const header = readHeader(file, name);
  if (header.metadata.tailscope_class !== mark(classIndex, recipeKey)) {
    throw new Failure(
      "mismatch",
      `${name} is not what this fit keeps of class ${classIndex}: it is of another recipe, class or version.`,
    );
  }
  const rows = emptyClassRows(recipe, classIndex);
  for (const tensor of ROW_TENSORS)
    readRowTensor(file, header, tensor, rows, tensor, 0, [recipe.model.nLayers], name);
  return rows;
}

const mark = (classIndex: number, recipe: string) =>
  JSON.stringify({ version: 1, recipe, class: classIndex });
