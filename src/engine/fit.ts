import { type Atlas, emptyAtlas, type Recipe, setClassRows } from "../core/atlas.ts";
import type { ClassBag, OpenClassBag } from "../core/classBag.ts";
import { emptyClassRows } from "../core/classRows.ts";
import { type Dataset, requireTwoSentences } from "../core/dataset.ts";
import { type FailureKind, failureKind } from "../core/failure.ts";
import { fitDensity } from "../core/fitDensity.ts";
import type { AtlasShare, ClassRows } from "../core/fitShare.ts";
import { fillPooled } from "../core/pooledDensity.ts";
import { setRow } from "../core/rows.ts";
import type { ActivationSource } from "../core/seams.ts";
import { bagClass, type ClassValues, classValues, type ToArray } from "./classValues.ts";
import { classesInTurn, type JobControl } from "./fitJob.ts";

export { classValues };

/** What the CPU may do where the GPU can't. */
const REFUSALS: readonly unknown[] = ["no-webgpu", "out-of-memory"] satisfies FailureKind[];

export interface FitControl<R = Float32Array> extends JobControl {
  /** Part of what the bytes depend on: a padded batch may differ from another in the last bit. */
  batchSize?: number;
  /** Needed where residual streams are no Float32Array: how their values are copied back. */
  toArray?: ToArray<R>;
  /** Where given, values stay where the residual streams are and densities are made there. */
  openBag?: OpenClassBag<R>;
  /** Told, in a sentence, that `openBag` refused a class: this one and the rest are copied back. Needs `toArray`. */
  onRefused?: (reason: string) => void;
}

/**
 * Fits an atlas class by class, one class's values in memory at a time. METHOD §1-3.
 * @throws Failure("bad-data") where a class can't be fitted, Failure("aborted") where it was told to stop or pause
 */
export async function fit<R = Float32Array>(
  source: ActivationSource<R>,
  train: Dataset,
  recipe: Recipe,
  control: FitControl<R> = {},
): Promise<Atlas> {
  const atlas = emptyAtlas(recipe);
  const all = train.classes.map((_, c) => c);
  for await (const rows of fittedClasses(source, train, recipe, all, control)) setClassRows(atlas, rows);
  fillPooled(atlas);
  return atlas;
}

/** Fits some classes only, to be merged with the other shares afterwards; without the pooled reference. */
export async function fitShare<R = Float32Array>(
  source: ActivationSource<R>,
  train: Dataset,
  recipe: Recipe,
  classes: readonly number[],
  control: FitControl<R> = {},
): Promise<AtlasShare> {
  const fitted: ClassRows[] = [];
  for await (const rows of fittedClasses(source, train, recipe, classes, control)) fitted.push(rows);
  return { recipe, classes: fitted.sort((a, b) => a.classIndex - b.classIndex) };
}

function fittedClasses<R>(
  source: ActivationSource<R>,
  train: Dataset,
  recipe: Recipe,
  classes: readonly number[],
  control: FitControl<R>,
): AsyncGenerator<ClassRows> {
  requireTwoSentences(train.classes, recipe.data.name);
  const { batchSize = 16, toArray, openBag, onRefused = () => {}, ...job } = control;
  const { options } = recipe;
  const { signal } = job;
  let open = openBag;
  const tasks = classes.map((c) => {
    const { sentences } = train.classes[c]!;
    const copied = async (onSentences: (n: number) => void) =>
      fitClass(
        recipe,
        c,
        await classValues(source, sentences, options, batchSize, onSentences, signal, toArray),
      );
    return {
      classIndex: c,
      size: sentences.length,
      fit: async (onSentences: (n: number) => void) => {
        if (!open) return copied(onSentences);
        const opened = open;
        let done = 0;
        const count = (n: number) => {
          done += n;
          onSentences(n);
        };
        try {
          const path = pathOf(recipe, c);
          const bag = await bagClass(source, sentences, options, batchSize, count, signal, (nVectors) =>
            opened(path, nVectors),
          );
          return await fitBag(recipe, c, bag);
        } catch (error) {
          if (!toArray || !REFUSALS.includes(failureKind(error))) throw error;
          open = undefined;
          onRefused((error as Error).message);
          onSentences(-done);
          return copied(onSentences);
        }
      },
    };
  });
  return classesInTurn(tasks, job);
}

async function fitBag<R>(recipe: Recipe, classIndex: number, bag: ClassBag<R>): Promise<ClassRows> {
  try {
    const rows = emptyClassRows(recipe, classIndex);
    for (const [layer, row] of (await bag.fitted()).entries()) setRow(rows, layer, row);
    return rows;
  } finally {
    bag.dispose();
  }
}

/** Fits every layer of one class. @throws Failure("bad-data") that names the class and the layer */
export function fitClass(recipe: Recipe, classIndex: number, values: ClassValues): ClassRows {
  const rows = emptyClassRows(recipe, classIndex);
  const path = pathOf(recipe, classIndex);
  values.forEach((bag, layer) => {
    setRow(rows, layer, fitDensity(bag, recipe.options, `"${path}" at layer ${layer}`));
  });
  return rows;
}

const pathOf = (recipe: Recipe, classIndex: number): string => recipe.classes[classIndex]!.join(" / ");
