import type { FitRequest } from "../core/api.ts";
import { failureKind } from "../core/failure.ts";
import { adopt } from "./adopt.ts";
import { refreshAtlases } from "./atlases.ts";
import { refreshFits } from "./begunFits.ts";
import { theEngine } from "./engine.ts";
import { stopEvaluation } from "./evaluation.ts";
import { readRequest } from "./fitForm.ts";
import { keepRate, rateMeter } from "./fitRate.ts";
import { type FitSetup, keepSetup } from "./fitSetups.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

let underWay: Promise<void> | undefined;
/** How the person said it. */
let stopWord = "Paused";

/** Fits an atlas of the open model on the data taken, or goes on where that was begun before. One at a time. */
export function startFit(): Promise<void> {
  underWay ??= run().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** Asks the worker to stop after the class under way, and waits until it has. Finished classes stay. */
export async function pauseFit(word: "Paused" | "Cancelled"): Promise<void> {
  if (underWay === undefined) return;
  stopWord = word;
  try {
    await theEngine().pauseFit();
  } catch (error) {
    report(error);
  }
  await underWay;
}

async function run(): Promise<void> {
  const { opened, openedId, data, fitForm } = store.getState();
  if (opened === undefined || data === undefined) return;
  let request: FitRequest;
  try {
    request = readRequest(fitForm, opened.shape.id, data.name);
  } catch (error) {
    report(error);
    return;
  }
  const setup: FitSetup = {
    ...{ modelId: opened.shape.id, dataName: data.name },
    ...{ form: fitForm, at: Date.now() },
  };
  const meter = rateMeter(data.nTrain);
  let done = false;
  let stopped = false;
  let isNamed = false;
  store.setState({
    fitting: { label: "Fitting an atlas", fraction: 0 },
    trouble: undefined,
    notice: undefined,
  });
  try {
    await stopEvaluation();
    const before = new Set((await theEngine().fits()).map(({ id }) => id));
    await keepSetup(setup);
    const fitted = await theEngine().fit(request, (fitting) => {
      if (done) return;
      store.setState({ fitting });
      meter.tell(fitting.fraction);
      if (fitting.fraction === 0 || isNamed) return;
      isNamed = true;
      void learnId(before, setup);
    });
    keepRate(opened, meter.rate());
    if (store.getState().openedId === openedId) adopt(fitted);
  } catch (error) {
    stopped = failureKind(error) === "aborted";
    report(error, "fit");
  } finally {
    done = true;
    store.setState({ fitting: undefined });
    await Promise.all([refreshFits(), refreshAtlases()]);
    if (stopped) store.setState({ notice: whatIsKept(setup) });
  }
}

/** Which of the begun fits this one is, so that it can be told from another of the same data. */
async function learnId(before: ReadonlySet<string>, setup: FitSetup): Promise<void> {
  await refreshFits();
  const mine = store.getState().begunFits.find(({ id }) => !before.has(id));
  if (mine !== undefined) await keepSetup({ ...setup, fitId: mine.id });
}

function whatIsKept({ modelId, dataName }: FitSetup): string {
  const kept = store.getState().begunFits.find((fit) => fit.modelId === modelId && fit.dataName === dataName);
  return kept === undefined
    ? `${stopWord} before a class was finished: nothing is kept.`
    : `${stopWord}. ${kept.done} of ${kept.classes} classes are kept; the Fit tab goes on from there, tomorrow as well.`;
}
