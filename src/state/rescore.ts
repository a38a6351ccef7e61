import { theEngine } from "./engine.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Of the newest choice of layers. */
let newest = 0;

/** What is still being scored belongs to an evaluation that is not on show any more. */
export function forgetScores(): void {
  newest++;
  store.setState({ rescoring: false });
}

/** Shows the last evaluation as these layers alone score it; undefined: all of them. The newest choice counts. */
export async function scoreLayers(layers: readonly number[] | undefined): Promise<void> {
  const { wholeReport } = store.getState();
  if (wholeReport === undefined) return;
  const mine = ++newest;
  store.setState({ rescoring: true });
  try {
    // asked for all of them as well: the worker lists sentences by the report it gave last
    const all = layers === undefined || layers.length === wholeReport.model.nLayers;
    const wanted = all ? [...Array(wholeReport.model.nLayers).keys()] : [...layers];
    const scored = await theEngine().reportOfLayers(wanted);
    if (mine === newest) store.setState({ report: all ? wholeReport : scored, cell: undefined });
  } catch (error) {
    if (mine === newest) report(error);
  } finally {
    if (mine === newest) store.setState({ rescoring: false });
  }
}
