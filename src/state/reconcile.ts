import type { BackendChoice, LayerSketch, ViewMode } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { openModel } from "./opening.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

// The screen says what is wanted, the worker does one thing at a time. Whatever changes, `reconcile` is called:
// it does the next thing that is missing until nothing is. So at most one guess is under way, and of all that
// was typed meanwhile only the newest is sent. What may take long, a download or a paged model's guess, is not waited for.

/** What the worker was last asked for, whether it succeeded or not. */
const asked: {
  model?: string | undefined;
  backend?: BackendChoice | undefined;
  text?: string | undefined;
  layer?: number | undefined;
  mode?: ViewMode | undefined;
} = {};

let running = false;
/** A model is being opened. */
let opening = false;
/** Steps that stand before everything else, each once. */
const alone: (() => Promise<void>)[] = [];
/** Of the newest text sent. */
let newestRead = 0;
/** Leaves the text under way to itself. */
let overtake: () => void = () => {};

/** Drawing layers is what costs: a quick model's are shown after its guess, a slow one's together at this interval. */
const SKETCH_MS = 50;

export async function reconcile(): Promise<void> {
  if (running) return hurry();
  running = true;
  try {
    for (let step = nextStep(); step !== undefined; step = nextStep()) await step();
  } finally {
    running = false;
  }
}

/** Does something alone, once what is under way has ended. */
export function doAlone(step: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    alone.push(() => step().finally(resolve));
    void reconcile();
  });
}

/** Makes the next `reconcile` do this again, after it failed. */
export function forget(what: "open" | "guess"): void {
  if (what === "open") asked.model = undefined;
  asked.text = undefined;
}

/** What takes long gives way to what is wanted now: the worker stops it when it is asked for something newer. */
function hurry(): void {
  const { model, backend, text, opened, loading, loaded } = store.getState();
  const other = model !== asked.model || backend !== asked.backend;
  const isSlow = loading ?? (loaded && loaded.residentLayers < (opened?.shape.nLayers ?? 0));
  if (opening && other) void theEngine().cancelOpen().catch(report);
  else if (other || (isSlow && (text !== asked.text || alone.length > 0))) overtake();
}

function nextStep(): (() => Promise<void>) | undefined {
  const next = alone.shift();
  if (next !== undefined) return next;
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
  newestRead++;
  opening = true;
  try {
    await openModel(model, backend);
  } finally {
    opening = false;
  }
}

function read(text: string, layer: number, mode: ViewMode): Promise<void> {
  const overtaken = new Promise<void>((resolve) => {
    overtake = resolve;
  });
  return Promise.race([readToEnd(text, layer, mode), overtaken]);
}

async function readToEnd(text: string, layer: number, mode: ViewMode): Promise<void> {
  Object.assign(asked, { text, layer, mode });
  const mine = ++newestRead;
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
    if (mine === newestRead && asked.text === text) store.setState({ sketches: sketchesNow() });
  };
  try {
    const guess = await theEngine().guess(text, layer, mode, (sketch) => {
      arrived.push(sketch);
      waiting ??= setTimeout(show, interval);
    });
    clearTimeout(waiting);
    interval = 0;
    if (mine !== newestRead || store.getState().text.trim() === "") return;
    store.setState(({ trouble }) => ({
      guess,
      sketches: sketchesNow(),
      picture: { of: guess.picture, mode },
      trouble: trouble?.retry === "guess" ? undefined : trouble,
    }));
  } catch (error) {
    if (mine !== newestRead) return;
    store.setState({ guess: undefined, picture: undefined, sketches: [] });
    if (store.getState().trouble?.retry !== "open") report(error, "guess"); // a layer that did not come is told as that
  } finally {
    if (mine === newestRead) store.setState({ reading: false });
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
