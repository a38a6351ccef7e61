import type { Recipe } from "../../core/atlas.ts";
import { canonicalJson } from "../../core/canonicalJson.ts";
import { readClassRows, writeClassRows } from "../../core/classRows.ts";
import { Failure, failureKind } from "../../core/failure.ts";
import type { ClassRowStore } from "../../core/fitShare.ts";
import type { PartStore } from "../partStore.ts";
import { sha256Hex } from "../sha256.ts";
import { unsealed } from "./seal.ts";
import { readText, writeText, writeWhole } from "./smallParts.ts";

const RECIPE = "recipe.json";
const CLASS = /^class-(\d+)$/;

/** Name of a fit: the recipe's SHA-256 in hex, whatever order its fields stand in. */
export async function fitKey(recipe: Recipe): Promise<string> {
  const key = await sha256Hex(new TextEncoder().encode(canonicalJson(recipe)));
  if (key === "") throw new Failure("io", "This page is no secure context: a fit can't be kept here.");
  return key;
}

/**
 * Finished classes of one fit, a sealed part each, in a folder of a store; without a folder, the store is for this fit alone.
 * What is damaged or of another recipe counts as not there. Two that fit the same at once write the same bytes.
 */
export async function classRowsStore(
  parts: PartStore,
  recipe: Recipe,
  folder?: string,
): Promise<ClassRowStore> {
  const key = await fitKey(recipe);
  const at = (classIndex: number) => pathIn(folder, `class-${classIndex}`);
  const read: ClassRowStore["read"] = async (classIndex) => {
    const part = await parts.read(at(classIndex));
    const bytes = part && (await unsealed(part));
    try {
      return bytes && readClassRows(bytes, recipe, key, classIndex, at(classIndex));
    } catch (error) {
      if (error instanceof Failure) return undefined; // fitted again
      throw error;
    }
  };
  return {
    read,
    async write(rows) {
      const [path, bytes] = [at(rows.classIndex), writeClassRows(rows, key)];
      await besideOthers(
        () => writeWhole(parts, path, bytes),
        () => read(rows.classIndex),
      );
    },
  };
}

/** Puts the recipe beside the classes, for people and for those that go on later. */
export function keepRecipe(parts: PartStore, recipe: Recipe, folder?: string): Promise<void> {
  return besideOthers(
    () => writeText(parts, pathIn(folder, RECIPE), JSON.stringify(recipe)),
    () => keptRecipe(parts, folder),
  );
}

/** Another tab or process may be writing the very same, or have removed the folder because it has finished. */
async function besideOthers(write: () => Promise<void>, read: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (failureKind(error) !== "io") throw error;
    if (!(await read())) await write();
  }
}

/** The recipe of the fit in a folder; undefined where there is none, or none that can be read. */
export async function keptRecipe(parts: PartStore, folder?: string): Promise<Recipe | undefined> {
  const text = await readText(parts, pathIn(folder, RECIPE));
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Recipe);
  } catch {
    return undefined;
  }
}

/** Indices of the classes in a folder that are finished. */
export async function keptClasses(parts: PartStore, folder?: string): Promise<number[]> {
  const files = await parts.list(folder);
  const indices = files
    .filter((file) => file.finished)
    .map((file) => CLASS.exec(file.path.split("/").at(-1)!)?.[1]);
  return indices
    .filter((index) => index !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Removes all that a fit keeps in a folder, and nothing else that may lie there. */
export async function removeFit(parts: PartStore, folder?: string): Promise<void> {
  const names = (await parts.list(folder)).map((file) => file.path.slice(pathIn(folder, "").length));
  for (const name of new Set(names))
    if (name === RECIPE || CLASS.test(name)) await parts.remove(pathIn(folder, name));
}

const pathIn = (folder: string | undefined, name: string) =>
  folder === undefined ? name : `${folder}/${name}`;
