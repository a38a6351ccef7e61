import type { BackendChoice, LayerSketch, ViewMode } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { stopEvaluation } from "./evaluation.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

// The screen says what is wanted, the worker does one thing at a time. Whatever changes, `reconcile` is called:
// it does the next thing that is missing until nothing is. So at most one guess is under way, and of all that
// was typed meanwhile only the newest is sent.

/** What the worker was last asked for, whether it succeeded or not. */
const asked: {
  model?: string | undefined;
  backend?: BackendChoice | undefined;
  text?: string | undefined;
  layer?: number | undefined;
  mode?: ViewMode | undefined;
} = {};

let running = false;

/** Drawing layers is what costs: a quick model's are shown after its guess, a slow one's together at this interval. */
const SKETCH_MS = 50;

export async function reconcile(): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (let step = nextStep(); step !== undefined; step = nextStep()) await step();
  } finally {
    running = false;
  }
}

/** Makes the next `reconcile` do this again, after it failed. */
export function forget(what: "open" | "guess"): void {
  if (what === "open") asked.model = undefined;
  asked.text = undefined;
}

function nextStep(): (() => Promise<void>) | undefined {
  const { model, backend, opened, text, layer, mode, guess } = store.getState();
  if (model === undefined) return undefined;
  if (model !== asked.model || backend !== asked.backend) return () => open(model, backend);
  if (opened === undefined || layer === undefined || text.trim() === "") return undefined;
  if (text !== asked.text) return () => read(text, layer, mode);
  if (guess !== undefined && (layer !== asked.layer || mode !== asked.mode)) return () => look(layer, mode);
  return undefined;
}

async function open(model: string, backend: BackendChoice): Promise<void> {
  Object.assign(asked, { model, backend, text: undefined });
  const title = store.getState().models.find((entry) => entry.id === model)?.title ?? model;
  store.setState({
    opened: undefined,
    opening: { label: `Opening ${title}`, fraction: 0 },
    guess: undefined,
    picture: undefined,
    sketches: [],
    trouble: undefined,
  });
  let done = false;
  try {
    await stopEvaluation();
    const opened = await theEngine().open(model, backend, (opening) => {
      if (!done) store.setState({ opening });
    });
    store.setState(({ layer }) => ({ opened, layer: Math.min(layer ?? Infinity, opened.shape.nLayers - 1) }));
  } catch (error) {
    report(error, "open");
  } finally {
    done = true;
    store.setState({ opening: undefined });
  }
}

async function read(text: string, layer: number, mode: ViewMode): Promise<void> {
  Object.assign(asked, { text, layer, mode });
  store.setState({ reading: true });
  const arrived: LayerSketch[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let interval = SKETCH_MS;
  const sketchesNow = () => {
    waiting = undefined;
    const all = [...store.getState().sketches];
    for (const sketch of arrived.splice(0)) all[sketch.layer] = sketch;
    return all;
  };
  const show = () => {
    if (asked.text === text) store.setState({ sketches: sketchesNow() });
  };
  try {
    const guess = await theEngine().guess(text, layer, mode, (sketch) => {
      arrived.push(sketch);
      waiting ??= setTimeout(show, interval);
    });
    clearTimeout(waiting);
    interval = 0;
    if (store.getState().text.trim() === "") return;
    store.setState(({ trouble }) => ({
      guess,
      sketches: sketchesNow(),
      picture: { of: guess.picture, mode },
      trouble: trouble?.retry === "guess" ? undefined : trouble,
    }));
  } catch (error) {
    store.setState({ guess: undefined, picture: undefined, sketches: [] });
    report(error, "guess");
  } finally {
    store.setState({ reading: false });
  }
}

async function look(layer: number, mode: ViewMode): Promise<void> {
  Object.assign(asked, { layer, mode });
  try {
    const picture = await theEngine().look(layer, mode);
    if (store.getState().guess !== undefined) store.setState({ picture: { of: picture, mode } });
  } catch (error) {
    report(error, "guess");
  }
}
