import type { FitRequest, Progress, SavedFit } from "../src/core/api.ts";
import type { Atlas } from "../src/core/atlas.ts";
import { fit } from "../src/engine/fit.ts";
import { recipeOf } from "../src/engine/recipe.ts";
import {
  classRowsStore,
  fitKey,
  keepRecipe,
  keptClasses,
  keptRecipe,
  removeFit,
} from "../src/model/cache/classRowsStore.ts";
import type { PartStore } from "../src/model/partStore.ts";
import type { TakenData } from "./data.ts";
import type { OpenLab } from "./openLab.ts";

/** Fits of this browser, each class kept as soon as it is there. */
export interface Fitting {
  run(open: OpenLab, data: TakenData, request: FitRequest, onProgress: (p: Progress) => void): Promise<Atlas>;
  /** Stops after the class under way. */
  pause(): void;
  /** Those that were begun and not finished. */
  list(): Promise<SavedFit[]>;
  remove(id: string): Promise<void>;
  /** Removes what was kept of a fit whose atlas is whole. */
  finished(open: OpenLab, atlas: Atlas): Promise<void>;
}

export function createFitting(store: Promise<PartStore | undefined>): Fitting {
  let pause = { aborted: false };
  return {
    async run(open, data, { options }, onProgress) {
      pause.aborted = true;
      pause = { aborted: false };
      const { shape } = await open.loaded;
      const recipe = recipeOf(shape, data, options);
      const parts = await store;
      const folder = parts && (await folderOf(recipe, open));
      if (parts) await keepRecipe(parts, recipe, folder);
      const fitter = open.kit.fitter(await open.kit.device(), recipe);
      let refused = "";
      try {
        return await fit(open.shared, data.split.train, recipe, {
          toArray: open.kit.runtime.toArray,
          ...(fitter && { openBag: fitter.openBag }),
          onRefused(reason) {
            refused = ` on the CPU (${reason})`;
            fitter?.dispose(); // what it holds of the GPU's memory is needed elsewhere
          },
          pause,
          onProgress: (told) => onProgress({ ...told, label: told.label + refused }),
          ...(parts && { store: await classRowsStore(parts, recipe, folder) }),
        });
      } finally {
        fitter?.dispose();
      }
    },
    pause() {
      pause.aborted = true;
    },
    async list() {
      const parts = await store;
      const ids = new Set(((await parts?.list()) ?? []).map(({ path }) => path.split("/")[0]!));
      const fits = await Promise.all([...ids].map((id) => savedFit(parts!, id)));
      return fits.filter((saved) => saved !== undefined);
    },
    async remove(id) {
      const parts = await store;
      if (parts) await removeFit(parts, id);
    },
    async finished(open, { recipe }) {
      const parts = await store;
      if (parts) await removeFit(parts, await folderOf(recipe, open));
    },
  };
}

/** A fit is gone on with on the backend it was begun on: another's values differ in their last bits. */
const folderOf = async (recipe: Atlas["recipe"], { opened }: OpenLab) =>
  `${await fitKey(recipe)}-${opened.status.backend}`;

async function savedFit(parts: PartStore, id: string): Promise<SavedFit | undefined> {
  const recipe = await keptRecipe(parts, id);
  if (!recipe) return undefined;
  const done = (await keptClasses(parts, id)).length;
  return { id, modelId: recipe.model.id, dataName: recipe.data.name, done, classes: recipe.classes.length };
}
