import { rmdir } from "node:fs/promises";
import type { Recipe } from "../core/atlas.ts";
import { Failure, failureKind } from "../core/failure.ts";
import type { ClassRowStore } from "../core/fitShare.ts";
import { recipeDifference } from "../core/recipeDifference.ts";
import {
  classRowsStore,
  keepRecipe,
  keptClasses,
  keptRecipe,
  removeFit,
} from "../model/cache/classRowsStore.ts";
import { diskStore } from "./diskStore.ts";

/** Where a fit keeps its classes until its output is written. */
export interface FitFolder {
  path: string;
  store: ClassRowStore;
  /** To be called when the output is written. Never fails: what is left can be deleted by hand. */
  remove(): Promise<void>;
}

/**
 * The folder beside a fit's output. A fit of the same recipe is gone on with.
 * @throws Failure("mismatch") where it holds another's, unless `restart` throws that away
 */
export async function openFitFolder(out: string, recipe: Recipe, restart: boolean): Promise<FitFolder> {
  const path = `${out}.fit`;
  const parts = diskStore(path);
  const remove = async () => {
    await removeFit(parts);
    await rmdir(path).catch(() => {}); // never there, or something of somebody else's lies in it
  };
  const told = refusals(path, async () => (await keptClasses(parts)).length, recipe.classes.length);
  if (restart) await told(remove);
  const kept = await told(() => keptRecipe(parts));
  const other = kept && recipeDifference(kept, recipe);
  if (other) {
    throw new Failure(
      "mismatch",
      `${path} holds ${(await keptClasses(parts)).length} classes of a fit whose ${other.path} is ${other.a}, not ${other.b}: use the same options to go on with it, another --out, or --restart to throw them away.`,
    );
  }
  const store = await classRowsStore(parts, recipe);
  let begun = kept !== undefined; // a fit that is refused before its first class leaves nothing behind
  const write: ClassRowStore["write"] = async (rows) => {
    if (!begun) await keepRecipe(parts, recipe);
    begun = true;
    await store.write(rows);
  };
  return {
    path,
    store: { read: (c) => told(() => store.read(c)), write: (rows) => told(() => write(rows)) },
    remove: () => remove().catch(() => {}),
  };
}

/** What a store of parts refuses, said of a fit. */
function refusals(path: string, nKept: () => Promise<number>, nClasses: number) {
  return async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      const kind = failureKind(error);
      if (kind === "disk-full") {
        const kept = await nKept().catch(() => 0);
        throw new Failure(
          kind,
          `The disk is full: ${kept} of ${nClasses} classes are kept in ${path}; make room and give the same command again.`,
        );
      }
      const code = kind === "io" ? (/\(([A-Z]+)\)/.exec((error as Error).message)?.[1] ?? "io") : undefined;
      const system = code ?? (error as NodeJS.ErrnoException).code;
      if (system === undefined) throw error;
      throw new Failure(
        "io",
        `${path}, where a fit keeps its classes, can't be used (${system}): look at its rights, or take another --out.`,
      );
    }
  };
}
