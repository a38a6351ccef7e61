import type { BackendChoice, Guess, LayerSketch, Leaders, LookAt } from "../core/api.ts";
import { failureKind } from "../core/failure.ts";
import { calmly } from "./calmly.ts";
import { theEngine } from "./engine.ts";
import { fitToText } from "./fitView.ts";
import { readKernelTimes } from "./kernelTimes.ts";
import { isSameLook, isSameRule, wantedGuess, wantedLook } from "./look.ts";
import { openModel } from "./opening.ts";
import { readProfileIfQuick } from "./profile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

// The screen says what is wanted, the worker does one thing at a time. Whatever changes, `reconcile` is called:
// it does the next thing that is missing until nothing is. So at most one guess is under way, and of all that
// was typed meanwhile only the newest is sent. What may take long, a download or a paged model's guess, is not waited for.

/** What the worker was last asked for, whether it succeeded or not. */
const asked: {
  model?: string | undefined;
  backend?: BackendChoice | undefined;
  half?: boolean | undefined;
  text?: string | undefined;
  token?: number | undefined;
  look?: LookAt | undefined;
  pinned?: string | undefined;
  /** By which rule the pinned sentence was scored. */
  pinnedBy?: LookAt["fixed"];
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
/** Cut-offs are being dragged: the pinned sentence is scored by them once they are let go. */
let dragging = false;

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
  asked.pinned = undefined;
}

/** Another backend is wanted from now on, and is what runs already. */
export function settleBackend(backend: BackendChoice): void {
  asked.backend = backend;
  store.setState({ backend });
}

/** The same of the weights. */
export function settleHalf(half: boolean): void {
  asked.half = half;
  store.setState({ half });
}

export function setDragging(now: boolean): void {
  dragging = now;
}

/** What takes long gives way to what is wanted now: the worker stops it when it is asked for something newer. */
function hurry(): void {
  const { model, backend, half, text, token, opened, loading, loaded } = store.getState();
  const other = isOther(model, backend, half);
  const isSlow = loading ?? (loaded && loaded.residentLayers < (opened?.shape.nLayers ?? 0));
  if (opening && other) void theEngine().cancelOpen().catch(report);
  else if (other || (isSlow && (isOtherText(text, token) || alone.length > 0))) overtake();
}

function nextStep(): (() => Promise<void>) | undefined {
  const next = alone.shift();
  if (next !== undefined) return next;
  const screen = store.getState();
  const { model, backend, half, opened, text, token, layer, pinned, fixed, guess } = screen;
  if (model === undefined) return undefined;
  if (isOther(model, backend, half)) return () => open(model, backend, half);
  if (opened === undefined || layer === undefined) return undefined;
  const isBlank = text.trim() === "";
  if (!isBlank && isOtherText(text, token)) return () => giveWay(read(layer));
  if (!isBlank && guess !== undefined && !isSameLook(asked.look, wantedLook(screen, layer)))
    return () => look(layer);
  const isPinned = pinned === asked.pinned && (dragging || isSameRule(fixed, asked.pinnedBy));
  if (pinned === undefined ? asked.pinned !== undefined : !isPinned) return () => giveWay(pin(layer));
  return undefined;
}

const isOther = (model: string | undefined, backend: BackendChoice, half: boolean) =>
  model !== asked.model || backend !== asked.backend || half !== asked.half;

const isOtherText = (text: string, token: number | undefined) => text !== asked.text || token !== asked.token;

async function open(model: string, backend: BackendChoice, half: boolean): Promise<void> {
  Object.assign(asked, { model, backend, half, text: undefined, pinned: undefined });
  newestRead++;
  opening = true;
  try {
    await openModel(model, backend, half);
  } finally {
    opening = false;
  }
}

/** Waits for what may take long, until that is overtaken. */
function giveWay(step: Promise<void>): Promise<void> {
  const overtaken = new Promise<void>((resolve) => {
    overtake = resolve;
  });
  return Promise.race([step, overtaken]);
}

async function read(layer: number): Promise<void> {
  const request = wantedGuess(store.getState(), layer);
  const { text, token, mode } = request;
  Object.assign(asked, { text, token, look: request });
  const mine = ++newestRead;
  store.setState({ reading: true, leaders: undefined });
  const leading = calmly<Leaders>((now) => {
    if (mine === newestRead) store.setState({ leaders: { request, now } });
  });
  const arrived: LayerSketch[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const sketchesNow = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const { sketches } = store.getState();
    if (arrived.length === 0) return sketches;
    const all = [...sketches];
    for (const sketch of arrived.splice(0)) all[sketch.layer] = sketch;
    return all;
  };
  const show = () => {
    if (mine === newestRead && asked.text === text) store.setState({ sketches: sketchesNow() });
  };
  const drawn = new Set<number>();
  let guessed: Guess | undefined;
  const readTimes = () => {
    const { nLayers } = store.getState().opened?.shape ?? {};
    if (guessed && drawn.size === nLayers && mine === newestRead) void readKernelTimes(guessed);
  };
  try {
    const guess = await theEngine().guess(request, (sketch) => {
      drawn.add(sketch.layer);
      readTimes();
      if (sketch.leaders) leading.take(sketch.leaders);
      const n = arrived.push(sketch);
      if (n === store.getState().opened?.shape.nLayers) show();
      else waiting ??= setTimeout(show, SKETCH_MS);
    });
    if (mine !== newestRead || store.getState().text.trim() === "") return;
    store.setState(({ trouble }) => ({
      guess,
      sketches: sketchesNow(),
      picture: { of: guess.picture, mode },
      trouble: trouble?.retry === "guess" ? undefined : trouble,
    }));
    guessed = guess;
    readTimes();
    fitToText(guess);
    readProfileIfQuick(guess);
  } catch (error) {
    if (mine !== newestRead) return;
    store.setState({ guess: undefined, picture: undefined, sketches: [] });
    if (store.getState().trouble?.retry !== "open") report(error, "guess"); // a layer that did not come is told as that
  } finally {
    leading.end();
    if (mine === newestRead) store.setState({ reading: false, leaders: undefined });
  }
}

async function look(layer: number): Promise<void> {
  const at = wantedLook(store.getState(), layer);
  const isOtherRule = !isSameRule(asked.look?.fixed, at.fixed);
  asked.look = at;
  try {
    const { picture, modes, sketches } = await theEngine().look(at);
    const { guess } = store.getState();
    if (guess === undefined) return;
    store.setState({
      picture: { of: picture, mode: at.mode },
      ...(isOtherRule && { guess: { ...guess, modes } }), // else they are what they were, and nothing is drawn anew
      ...(sketches && { sketches }),
    });
  } catch (error) {
    report(error, "guess");
  }
}

/** Has the engine keep the pinned sentence, or let it go; what is on show is looked at again, with or without it. */
async function pin(layer: number): Promise<void> {
  const { pinned, mode, fixed } = store.getState();
  Object.assign(asked, { pinned, pinnedBy: fixed });
  const isPinned = () => store.getState().pinned === pinned && asked.pinned === pinned;
  if (pinned === undefined) store.setState({ pinnedGuess: undefined, pinnedSketches: [] });
  const request = pinned === undefined ? undefined : { text: pinned, layer, mode, ...(fixed && { fixed }) };
  try {
    const pinnedGuess = await theEngine().pin(request);
    if (isPinned()) store.setState({ pinnedGuess, pinnedSketches: pinnedGuess?.sketches ?? [] });
  } catch (error) {
    if (failureKind(error) === "aborted") asked.pinned = undefined;
    else if (isPinned()) {
      store.setState({ pinnedGuess: undefined });
      report(error);
    }
  } finally {
    asked.look = undefined;
  }
}
