import { theEngine } from "./engine.ts";
import { type FitForm, type OptionFields, readInput, readSplit } from "./fitForm.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Of the newest data set asked for. */
let newest = 0;

/** Changes what stands in the form. A change of the data counts once `takeData` is called. */
export function setFitForm(change: Partial<FitForm>): void {
  store.setState(({ fitForm }) => ({ fitForm: { ...fitForm, ...change } }));
}

export function setFitOptions(change: Partial<OptionFields>): void {
  store.setState(({ fitForm }) => ({ fitForm: { ...fitForm, options: { ...fitForm.options, ...change } } }));
}

/** Reads the data set that the form names. The one before stays until this one is there; of several the newest counts. */
export async function takeData(): Promise<void> {
  const mine = ++newest;
  const { trouble } = store.getState();
  store.setState({ takingData: true, trouble: trouble?.retry === "data" ? undefined : trouble });
  try {
    const { fitForm } = store.getState();
    const data = await theEngine().takeData(readInput(fitForm), readSplit(fitForm));
    if (mine === newest) store.setState({ data });
  } catch (error) {
    if (mine === newest) report(error, "data");
  } finally {
    if (mine === newest) store.setState({ takingData: false });
  }
}

/** A file that was dropped or chosen. */
export function takeDataFile(file: File): Promise<void> {
  setFitForm({ source: "file", file });
  return takeData();
}
