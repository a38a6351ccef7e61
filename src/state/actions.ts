import type { BackendChoice, ViewMode } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { evaluate } from "./evaluation.ts";
import { forget, reconcile } from "./reconcile.ts";
import { type Screen, store, type Tab, type View } from "./store.ts";
import { report } from "./trouble.ts";

/** Asks which models there are and opens the one that is wanted, else the first. */
export async function start(): Promise<void> {
  try {
    const models = await theEngine().models();
    store.setState({ models });
    showView(store.getState());
  } catch (error) {
    report(error, "start");
  }
}

/** Shows the view of an address. A model that is not here is said so, and the first one opened. */
export function showView({ tab, model, backend, layer, mode, text }: View): void {
  const { models, opened } = store.getState();
  const known = models.length === 0 || models.some((entry) => entry.id === model);
  const wanted = known ? model : models[0]?.id;
  const nLayers = opened?.shape.id === wanted ? opened?.shape.nLayers : undefined;
  const atMost = nLayers === undefined ? layer : Math.min(layer ?? Infinity, nLayers - 1);
  store.setState({ tab, backend, mode, text, model: wanted, layer: atMost });
  if (text.trim() === "") clearGuess();
  if (!known && model !== undefined) {
    store.setState({ notice: `The model “${model}” is not here; ${wanted} is open instead.` });
  }
  void reconcile();
}

export function setText(text: string): void {
  store.setState({ text });
  if (text.trim() === "") clearGuess();
  void reconcile();
}

export function setLayer(layer: number): void {
  store.setState({ layer });
  void reconcile();
}

export function setMode(mode: ViewMode): void {
  store.setState({ mode });
  void reconcile();
}

export function setModel(model: string): void {
  store.setState({ model });
  void reconcile();
}

export function setBackend(backend: BackendChoice): void {
  store.setState({ backend });
  void reconcile();
}

export function setTab(tab: Tab): void {
  store.setState({ tab });
}

export function setMatrix(change: Partial<Screen["matrix"]>): void {
  store.setState(({ matrix }) => ({ matrix: { ...matrix, ...change } }));
}

export function dismissNotice(): void {
  store.setState({ notice: undefined });
}

export function dismissTrouble(): void {
  store.setState({ trouble: undefined });
}

/** Does again what failed. */
export function retry(): void {
  const what = store.getState().trouble?.retry;
  dismissTrouble();
  if (what === "start") void start();
  else if (what === "evaluate") void evaluate();
  else if (what !== undefined) {
    forget(what);
    void reconcile();
  }
}

function clearGuess(): void {
  forget("guess");
  store.setState({ guess: undefined, picture: undefined, sketches: [] });
}
