import { type Atlas, emptyAtlas, type Recipe, readRecipe, setClassRows } from "./atlas.ts";
import { emptyClassRows } from "./classRows.ts";
import { Failure } from "./failure.ts";
import type { AtlasShare } from "./fitShare.ts";
import { fillPooled } from "./pooledDensity.ts";
import { recipeDifference } from "./recipeDifference.ts";
import { emptyRows, equalRows, ROW_TENSORS, readRowTensor, rowTensor, setRows } from "./rows.ts";
import { readHeader, type TensorData, writeSafetensors } from "./safetensors.ts";

/** A share as an atlas file of its classes only, without the pooled reference; the metadata say which classes. */
export function writeShare({ recipe, classes }: AtlasShare): Uint8Array<ArrayBuffer> {
  const { nLayers } = recipe.model;
  const rows = emptyRows(classes.length * nLayers, recipe.options.gridPoints);
  classes.forEach((each, i) => {
    setRows(rows, i * nLayers, each);
  });
  const tensors: Record<string, TensorData> = {};
  for (const name of ROW_TENSORS)
    tensors[name] = rowTensor(rows, name, 0, classes.length * nLayers, [classes.length, nLayers]);
  const indices = classes.map((each) => each.classIndex);
  return writeSafetensors(tensors, {
    tailscope: JSON.stringify(recipe),
    tailscope_share: JSON.stringify(indices),
  });
}

/** Classes that a file's metadata say it is a share of; undefined where it is a whole atlas. @throws Failure("bad-file") */
export function shareIndices(
  metadata: Record<string, string>,
  recipe: Recipe,
  name: string,
): number[] | undefined {
  if (metadata.tailscope_share === undefined) return undefined;
  const indices = parseIndices(metadata.tailscope_share);
  const known = (c: unknown) => Number.isSafeInteger(c) && recipe.classes[c as number] !== undefined;
  if (!indices?.every(known) || indices.length === 0 || new Set(indices).size !== indices.length)
    throw new Failure("bad-file", `${name} can't be used: what it says of its classes is damaged.`);
  return indices as number[];
}

/** Reads a share. @throws Failure("bad-file") where it is none */
export function readShare(file: Uint8Array<ArrayBuffer>, name: string): AtlasShare {
  const header = readHeader(file, name);
  const recipe = readRecipe(header, file.byteLength, name);
  const { nLayers } = recipe.model;
  const indices = shareIndices(header.metadata, recipe, name);
  if (!indices) throw new Failure("bad-file", `${name} is a whole atlas already, not a share of one.`);
  if (4 * indices.length * nLayers * recipe.options.gridPoints > file.byteLength)
    throw new Failure("bad-file", `${name} can't be used: it claims more classes than it has.`);
  const rows = emptyRows(indices.length * nLayers, recipe.options.gridPoints);
  for (const tensor of ROW_TENSORS)
    readRowTensor(file, header, tensor, rows, tensor, 0, [indices.length, nLayers], name);
  const classes = indices.map((classIndex, i) => {
    const own = emptyClassRows(recipe, classIndex);
    for (const key of Object.keys(rows) as (keyof typeof rows)[]) {
      const length = own[key].length;
      own[key].set(rows[key].subarray(i * length, (i + 1) * length));
    }
    return own;
  });
  return { recipe, classes };
}

/** Joins shares one by one, in any order, into the very atlas that one run would have given. */
export interface ShareMerger {
  /** @throws Failure("mismatch") of another recipe, or with a class that is there already and differs */
  add(share: AtlasShare, name: string): void;
  /** @throws Failure("bad-data") where classes are missing */
  atlas(): Atlas;
}

export function shareMerger(): ShareMerger {
  let whole: { atlas: Atlas; name: string } | undefined;
  const from = new Map<number, string>();
  return {
    add(share, name) {
      whole ??= { atlas: emptyAtlas(share.recipe), name };
      const { atlas } = whole;
      const other = recipeDifference(atlas.recipe, share.recipe);
      if (other) {
        throw new Failure(
          "mismatch",
          `${whole.name} and ${name} are shares of different atlases: ${other.path} is ${other.a} in the first, ${other.b} in the second.`,
        );
      }
      for (const rows of share.classes) {
        const earlier = from.get(rows.classIndex);
        if (earlier === undefined) setClassRows(atlas, rows);
        else if (!equalRows(atlas, rows.classIndex * atlas.nLayers, rows)) {
          throw new Failure(
            "mismatch",
            `The class "${pathOf(atlas.recipe, rows.classIndex)}" is in ${earlier} and in ${name}, and differs: leave one of them out.`,
          );
        }
        from.set(rows.classIndex, earlier ?? name);
      }
    },
    atlas() {
      if (!whole) throw new Failure("usage", "There are no shares to join.");
      const { recipe } = whole.atlas;
      const missing = recipe.classes.map((_, c) => c).filter((c) => !from.has(c));
      if (missing.length > 0) {
        const named = missing.slice(0, 5).map((c) => `"${pathOf(recipe, c)}" (${c})`);
        const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : "";
        throw new Failure(
          "bad-data",
          `${missing.length} of ${recipe.classes.length} classes are in no share: ${named.join(", ")}${more}.`,
        );
      }
      fillPooled(whole.atlas);
      return whole.atlas;
    },
  };
}

const pathOf = (recipe: Recipe, c: number) => recipe.classes[c]!.join(" / ");

function parseIndices(text: string): unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
