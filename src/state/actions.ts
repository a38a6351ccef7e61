import type { BackendChoice, ViewMode } from "../core/api.ts";
import { followBackend } from "./backendChange.ts";
import { takeData } from "./data.ts";
import { theEngine } from "./engine.ts";
import { evaluate } from "./evaluation.ts";
import { startFit } from "./fit.ts";
import { expectLink, fitToModel } from "./fitView.ts";
import { rememberedNames } from "./handles.ts";
import { startHub } from "./hub.ts";
import { rememberLanguage } from "./language.ts";
import { consider, refreshPlan } from "./plan.ts";
import { forget, reconcile } from "./reconcile.ts";
import { type Language, type Screen, store, type Tab, type View } from "./store.ts";
import { report } from "./trouble.ts";
import { viewOf } from "./viewChoices.ts";
import { isElsewhere, opensAtOnce } from "./wanted.ts";

/** Asks which models there are and opens the one that is wanted, else the first. */
export async function start(): Promise<void> {
  followBackend();
  try {
    await startHub();
    const models = await theEngine().models();
    const screen = store.getState();
    store.setState({ models, considered: undefined, planning: false });
    showView({ ...viewOf(screen), model: screen.considered ?? screen.model });
    store.setState({ remembered: await rememberedNames() });
  } catch (error) {
    report(error, "start");
  }
}

/**
 * Shows the view of an address. One whose weights would have to be downloaded shows what that takes, and downloads nothing;
 * a model that is not here is said so, and the first one opened.
 */
export function showView(view: View): void {
  const { model, layer: _, ...rest } = view;
  const { models, model: current, pinned } = store.getState();
  const early = models.length === 0;
  store.setState({ ...rest, ...(rest.pinned !== pinned && { pinnedGuess: undefined, pinnedSketches: [] }) });
  if (view.text.trim() === "") clearGuess();
  expectLink();
  if (model !== undefined && isElsewhere(model) && early) {
    store.setState({ considered: model, planning: true, layer: view.layer }); // looked at once the models are known
    return;
  }
  if (model === undefined || early || model === current || opensAtOnce(model, models)) {
    want(model ?? current ?? models[0]?.id, view.layer);
    return;
  }
  want(current ?? models[0]?.id, view.layer);
  if (model.includes("/")) void consider(model);
  else store.setState({ notice: notHere(model) });
}

/** Opens a model of the list: one that is not on this machine is looked at first. */
export function setModel(model: string): void {
  if (!opensAtOnce(model, store.getState().models)) {
    void consider(model);
    return;
  }
  store.setState({ model, considered: undefined, plan: undefined, fixed: undefined, zoom: undefined });
  void reconcile();
}

/** The wanted model, and of the view what fits it. */
function want(model: string | undefined, layer: number | undefined): void {
  const { opened, openedId } = store.getState();
  store.setState({ model, layer });
  if (opened !== undefined && model === openedId) fitToModel(opened);
  void reconcile();
}

function notHere(model: string): string {
  const { model: shown } = store.getState();
  return model.startsWith("disk:")
    ? `“${model.slice(5)}” came from this machine and is not open any more: drop the folder again, or open it from the Models tab.`
    : `The model “${model}” is not here; ${shown} is open instead.`;
}

/** Another text has other tokens: none of them is chosen. */
export function setText(text: string): void {
  const { token, adjusted } = store.getState();
  store.setState({ text, token: undefined, ...(token !== undefined && { adjusted: adjusted + 1 }) });
  if (text.trim() === "") clearGuess();
  void reconcile();
}

/** The token whose values are taken; undefined: what the atlas pools. */
export function setToken(token: number | undefined): void {
  store.setState({ token });
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

export function setBackend(backend: BackendChoice): void {
  store.setState({ backend });
  void reconcile();
}

export function setTab(tab: Tab): void {
  store.setState({ tab });
}

export function setLanguage(language: Language): void {
  rememberLanguage(language);
  store.setState({ language });
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
  else if (what === "plan") void refreshPlan();
  else if (what === "evaluate") void evaluate();
  else if (what === "data") void takeData();
  else if (what === "fit") void startFit();
  else if (what !== undefined) {
    forget(what);
    void reconcile();
  }
}

function clearGuess(): void {
  forget("guess");
  store.setState({ guess: undefined, picture: undefined, sketches: [] });
}
