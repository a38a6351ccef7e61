import type { SavedFit } from "../core/api.ts";
import { takeData } from "./data.ts";
import { theEngine } from "./engine.ts";
import { startFit } from "./fit.ts";
import { setupOf, setups } from "./fitSetups.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Asks anew which fits were begun and not finished. */
export async function refreshFits(): Promise<void> {
  try {
    store.setState({ begunFits: await theEngine().fits() });
  } catch (error) {
    report(error);
  }
}

/** Goes on with a fit, on the data and with the options that it was begun with. */
export async function resumeFit(fit: SavedFit): Promise<void> {
  const { opened, openedId, fitting } = store.getState();
  if (fitting !== undefined) return;
  if (opened === undefined || ![openedId, opened.shape.id].includes(fit.modelId)) {
    store.setState({ notice: `That fit is of ${fit.modelId}: open that model, then go on with it.` });
    return;
  }
  const setup = setupOf(await setups(), fit);
  if (setup === undefined) {
    const notice = `What the fit on “${fit.dataName}” was begun with is not kept here any more: take the same data with the same options, and “Fit an atlas” goes on with it.`;
    store.setState({ notice });
    return;
  }
  store.setState({ fitForm: setup.form, data: undefined });
  await takeData();
  if (store.getState().data !== undefined) await startFit();
}

export async function removeFit(id: string): Promise<void> {
  try {
    await theEngine().removeFit(id);
  } catch (error) {
    report(error);
  }
  await refreshFits();
}
