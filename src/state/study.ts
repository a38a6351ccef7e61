import type { ModelEntry, OpenedModel, Progress, Report } from "../core/api.ts";
import { Failure, failureKind } from "../core/failure.ts";
import { refreshAtlases, takeKeptAtlas } from "./atlases.ts";
import { theEngine } from "./engine.ts";
import { evaluate, stopEvaluation } from "./evaluation.ts";
import { pauseFit, startFit } from "./fit.ts";
import type { FitForm } from "./fitForm.ts";
import { doAlone, forget, reconcile } from "./reconcile.ts";
import { type Screen, store } from "./store.ts";
import { type FittedOn, type Ground, groundOf, isOn, isReportOn, isSame } from "./studyGround.ts";
import { type Step, studyMeter } from "./studyMeter.ts";
import { report } from "./trouble.ts";

/** The whole study in the page: what is left out of it, where it stands, and what became of each model. */
export interface Study {
  /** Ids of models that the person does not want in it. */
  leftOut: string[];
  /** While it runs. */
  progress: Progress | undefined;
  /** What became of the last run's models, by id. */
  outcomes: Record<string, string>;
  /** What became of the last run. */
  ended: string | undefined;
}

const DONE = "done";
const WAS_DONE = "was done already";

let underWay: Promise<void> | undefined;
let stopping = false;
/** The model that the study has on show; another one there was opened by the person. */
let mine: string | undefined;
/** Reports of models whose names alone don't tell their revision or files, by id. */
const made = new Map<string, Report>();

/** The models that need no download. */
export function studyChoice(models: readonly ModelEntry[]): ModelEntry[] {
  return models.filter(({ offline }) => offline);
}

export function setInStudy(id: string, wanted: boolean): void {
  const others = store.getState().study.leftOut.filter((one) => one !== id);
  tell({ leftOut: wanted ? others : [...others, id] });
}

/** Fits and evaluates one model after the other on the data and with the options under Fit, or goes on with it. */
export function startStudy(): Promise<void> {
  underWay ??= run().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** Stops after the class or the sentences under way, and waits until it has. What is finished stays. */
export async function stopStudy(): Promise<void> {
  if (store.getState().study.progress === undefined) return;
  stopping = true;
  try {
    if (store.getState().opening !== undefined) await theEngine().cancelOpen();
    await Promise.all([pauseFit("Paused"), stopEvaluation()]);
  } catch (error) {
    report(error);
  }
  await underWay;
}

async function run(): Promise<void> {
  stopping = false;
  const before = store.getState();
  const { data, fitForm, study } = before;
  const chosen = studyChoice(before.models).filter(({ id }) => !study.leftOut.includes(id));
  if (data === undefined || chosen.length === 0) return;
  let ground: Ground;
  try {
    ground = groundOf(data, fitForm);
  } catch (error) {
    report(error);
    return;
  }
  const outcomes: Record<string, string> = {};
  for (const entry of chosen) if (isDone(entry, ground)) outcomes[entry.id] = WAS_DONE;
  const left = chosen.filter(({ id }) => outcomes[id] === undefined);
  const begun = { label: "Beginning", fraction: 0 };
  tell({ outcomes: { ...outcomes }, ended: undefined, progress: begun });
  store.setState({ trouble: undefined, notice: undefined });
  const meter = studyMeter(left.length, data.nTrain / Math.max(1, data.nTrain + data.nTest));
  let why: string | undefined;
  mine = before.model;
  try {
    await stopEvaluation();
    await pauseFit("Paused");
    for (const [i, entry] of left.entries()) {
      const place = `Model ${i + 1} of ${left.length}, ${entry.title}`;
      const unfollow = follow((step, fraction) => ({
        label: `${place}: ${step}`,
        ...meter(i, step, fraction),
      }));
      tell({ progress: { label: `${place}: opening`, fraction: i / left.length } });
      try {
        made.set(entry.id, await studyModel(entry, ground));
        outcomes[entry.id] = DONE;
      } catch (error) {
        if (failureKind(error) === "aborted") throw error;
        outcomes[entry.id] = `failed: ${error instanceof Error ? error.message : error}`;
      } finally {
        unfollow();
      }
      tell({ outcomes: { ...outcomes } });
    }
  } catch (error) {
    if (failureKind(error) === "aborted") why = (error as Error).message;
    else report(error);
  }
  const done = chosen.filter(({ id }) => [DONE, WAS_DONE].includes(outcomes[id] ?? "")).length;
  tell({ progress: undefined, ended: endOf(done, chosen.length, why) });
  if (store.getState().model === mine) await goBack(before);
}

/** @throws Failure with the sentence why there is no report; "aborted" where the study is to stop */
async function studyModel({ id }: ModelEntry, ground: Ground): Promise<Report> {
  requireGoingOn(ground);
  const stillHere = studyChoice(await theEngine().models()).some((entry) => entry.id === id);
  if (!stillHere) throw new Failure("io", "It would have to be downloaded: open it under Models first.");
  requireGoingOn(ground);
  if ((await open(id)) === undefined) throw refusal(ground);
  if (!(await takeAtlasOf(ground.atlas))) {
    requireGoingOn(ground);
    await fitWith(ground.form);
    if (!isOn(store.getState().opened?.atlas, ground.atlas)) throw refusal(ground);
  }
  requireGoingOn(ground);
  await stopEvaluation();
  const { report: before } = store.getState();
  await evaluateAll();
  const { report: now } = store.getState();
  if (now === undefined || now === before || !isReportOn(now, ground)) throw refusal(ground);
  return now;
}

/** Opens a model through the screen's own state. Undefined where it could not be, or where another is wanted meanwhile. */
async function open(id: string): Promise<OpenedModel | undefined> {
  const { model, openedId } = store.getState();
  if (model !== id || openedId !== id) {
    forget("open");
    mine = id;
    store.setState({ model: id });
    void reconcile();
    await opened(id);
  }
  const now = store.getState();
  return now.openedId === id && now.model === id ? now.opened : undefined;
}

/** Resolves when the opening of a model has come to its end, whichever. */
function opened(id: string): Promise<void> {
  return new Promise((resolve) => {
    let begun = false;
    const look = ({ model, opening }: Screen) => {
      begun ||= opening !== undefined;
      if (model === id && !(begun && opening === undefined)) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look(store.getState());
  });
}

/** Has the open model guess with an atlas of this data and these options, where it has one or one is kept. */
async function takeAtlasOf(wanted: FittedOn): Promise<boolean> {
  await doAlone(async () => {}); // an atlas that lay beside the model is taken first
  const inUse = () => store.getState().opened;
  if (isOn(inUse()?.atlas, wanted)) return true;
  await refreshAtlases();
  const { dataName, nTrain, options } = wanted;
  for (const kept of store.getState().atlases) {
    const like = kept.modelId === inUse()?.shape.id && kept.dataName === dataName && kept.nTrain === nTrain;
    if (!like || !isSame(kept.options, options)) continue;
    const { trouble } = store.getState();
    await takeKeptAtlas(kept.id);
    if (isOn(inUse()?.atlas, wanted)) return true;
    store.setState({ trouble }); // of another revision, or of another file of that name: nothing to be told
  }
  return false;
}

/** `startFit` reads the form when it is called: what was typed there since the study began stays for later. */
function fitWith(form: FitForm): Promise<void> {
  const { fitForm } = store.getState();
  store.setState({ fitForm: form });
  const fitted = startFit();
  store.setState({ fitForm });
  return fitted;
}

/** Likewise all held-out sentences, whatever is chosen under Evaluate. */
function evaluateAll(): Promise<void> {
  const { perClass } = store.getState();
  store.setState({ perClass: undefined });
  const evaluated = evaluate();
  store.setState({ perClass });
  return evaluated;
}

/** Opens what was open before, with the atlas it had where that is kept. */
async function goBack({ openedId, opened: had, layer }: Screen): Promise<void> {
  if (openedId === undefined) return;
  store.setState({ layer });
  const now = await open(openedId);
  if (now !== undefined && had?.atlas !== undefined) await takeAtlasOf(had.atlas);
}

/** @throws Failure("aborted") where the study must not go on */
function requireGoingOn({ data }: Ground): void {
  const now = store.getState();
  if (stopping) throw new Failure("aborted", "Stopped");
  if (now.data !== data) throw new Failure("aborted", "Stopped, because other sentences were read under Fit");
  if (now.model !== mine) throw new Failure("aborted", "Stopped, because another model was opened");
}

/** Why an action did not do what it was asked for: the sentence it left on the screen, or that it was stopped. */
function refusal(ground: Ground): Failure {
  try {
    requireGoingOn(ground);
  } catch (error) {
    return error as Failure;
  }
  const { trouble } = store.getState();
  if (trouble === undefined) return new Failure("aborted", "Stopped");
  store.setState({ trouble: undefined });
  return new Failure("io", trouble.message);
}

/** Shows the progress of fits and evaluations as the study's, and stops those that began just as Stop was pressed. */
function follow(progressOf: (step: Step, fraction: number) => Progress): () => void {
  return store.subscribe(({ fitting, evaluating }, old) => {
    const changed =
      fitting !== old.fitting ? fitting : evaluating !== old.evaluating ? evaluating : undefined;
    if (changed === undefined) return;
    const isFit = changed === fitting;
    if (stopping) void (isFit ? theEngine().pauseFit() : theEngine().cancelEvaluate()).catch(report);
    tell({ progress: progressOf(isFit ? "fitting" : "evaluating", changed.fraction) });
  });
}

function isDone({ id, kind }: ModelEntry, ground: Ground): boolean {
  return store
    .getState()
    .compared.some(
      ({ report: one }) =>
        isReportOn(one, ground) && (made.get(id) === one || (kind === "shipped" && one.model.id === id)),
    );
}

function endOf(done: number, all: number, why: string | undefined): string {
  const count = `${done} of ${all} ${all === 1 ? "model" : "models"}`;
  if (why !== undefined) return `${why}: ${count} done. Run it again to go on.`;
  return done === all ? `Done: ${count}.` : `${count} done. Run it again to try the others anew.`;
}

function tell(change: Partial<Study>): void {
  store.setState(({ study }) => ({ study: { ...study, ...change } }));
}
