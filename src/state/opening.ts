import type { BackendChoice, LoadedModel, OpenedModel, Progress } from "../core/api.ts";
import { takeAtlasBeside } from "./atlas.ts";
import { refreshCache } from "./cache.ts";
import { theEngine } from "./engine.ts";
import { stopEvaluation } from "./evaluation.ts";
import { pauseFit } from "./fit.ts";
import { fitToModel } from "./fitView.ts";
import { refreshPlan } from "./plan.ts";
import { runSelfCheck } from "./selfCheck.ts";
import { type Screen, store } from "./store.ts";
import { report } from "./trouble.ts";

/** Of the newest opening; another object, or none, once that is given up. */
let newest: object | undefined;

const NOTHING_OPEN: Partial<Screen> = {
  opened: undefined,
  openedId: undefined,
  modelOptions: undefined,
  opening: undefined,
  loading: undefined,
  loaded: undefined,
  check: undefined,
  checking: undefined,
  kernelTimes: undefined,
  reading: false,
  leaders: undefined,
  guess: undefined,
  picture: undefined,
  sketches: [],
  profile: undefined,
  profiling: undefined,
  pinnedGuess: undefined,
  pinnedSketches: [],
};

/** Opens a model: resolves when its first layer can run, and follows the others as they come. */
export async function openModel(model: string, backend: BackendChoice, half = false): Promise<void> {
  const mine = {};
  const isFirst = newest === undefined;
  newest = mine;
  const { models, loaded, notice, trouble } = store.getState();
  const title = models.find((entry) => entry.id === model)?.title ?? model;
  const opening = { label: `Opening ${title}`, fraction: 0 };
  store.setState({
    ...NOTHING_OPEN,
    opening,
    trouble: isFirst && trouble?.retry === undefined ? trouble : undefined, // nobody asked for the page's first model
    notice: notice === wordsOf(loaded) ? undefined : notice, // it was about the model before
  });
  const tell = (progress: Progress) => {
    const { opened, loaded: all } = store.getState();
    if (newest !== mine || all !== undefined) return;
    store.setState(opened === undefined ? { opening: progress } : { loading: progress });
  };
  try {
    await stopEvaluation();
    await pauseFit("Paused");
    const opened = await theEngine().open(model, backend, tell, half);
    if (newest !== mine) return;
    store.setState(({ opening: soFar }) => ({
      opened,
      openedId: model,
      modelOptions: opened.atlas?.options,
      loading: opened.kind === "shipped" ? undefined : soFar,
    }));
    fitToModel(opened);
    takeAtlasBeside(model);
    void followLayers(mine, opened);
  } catch (error) {
    if (newest === mine) report(error, "open");
  } finally {
    if (newest === mine) store.setState({ opening: undefined });
  }
}

/** Gives up what is being opened; nothing is open afterwards. */
export async function abandonOpening(): Promise<void> {
  newest = undefined;
  store.setState({ ...NOTHING_OPEN, model: undefined });
  try {
    await theEngine().cancelOpen();
  } catch (error) {
    report(error);
  }
}

async function followLayers(mine: object, opened: OpenedModel): Promise<void> {
  let loaded: LoadedModel;
  try {
    loaded = await theEngine().loaded();
  } catch (error) {
    if (newest !== mine) return;
    store.setState({ loading: undefined });
    report(error, "open");
    return;
  }
  if (newest !== mine) return;
  store.setState(({ notice }) => ({
    loaded,
    loading: undefined,
    notice: wordsOf(loaded) ?? notice,
  }));
  if (opened.kind !== "shipped") await Promise.all([refreshCache(), refreshPlan()]);
  else if (opened.half.state !== "on") return; // whose numbers are known beforehand
  if (newest === mine) await runSelfCheck();
}

function wordsOf(loaded: LoadedModel | undefined): string | undefined {
  return loaded?.notes.length ? loaded.notes.join(" ") : undefined;
}
