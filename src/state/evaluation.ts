import { theEngine } from "./engine.ts";
import { keepReport } from "./reports.ts";
import { forgetScores } from "./rescore.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

let underWay: Promise<void> | undefined;

/** Scores the held-out sentences of the open model. The report before it stays until this one is there. */
export function evaluate(): Promise<void> {
  underWay ??= run().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** Asks the worker to stop, and waits until it has. */
export async function stopEvaluation(): Promise<void> {
  if (underWay === undefined) return;
  await theEngine().cancelEvaluate();
  await underWay;
}

export function setPerClass(perClass: number | undefined): void {
  store.setState({ perClass });
}

async function run(): Promise<void> {
  const { perClass } = store.getState();
  let done = false;
  store.setState({ evaluating: { label: "Scoring held-out sentences", fraction: 0 }, trouble: undefined });
  try {
    const result = await theEngine().evaluate(perClass === undefined ? {} : { perClass }, (evaluating) => {
      if (!done) store.setState({ evaluating });
    });
    forgetScores();
    store.setState({ report: result, wholeReport: result, cell: undefined });
    keepReport(result);
  } catch (error) {
    report(error, "evaluate");
  } finally {
    done = true;
    store.setState({ evaluating: undefined });
  }
}
