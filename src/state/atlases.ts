import { adopt } from "./adopt.ts";
import { theEngine } from "./engine.ts";
import { stopEvaluation } from "./evaluation.ts";
import { doAlone } from "./reconcile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Asks anew which atlases this browser keeps. */
export async function refreshAtlases(): Promise<void> {
  try {
    store.setState({ atlases: await theEngine().atlases() });
  } catch (error) {
    report(error);
  }
}

/** Guesses with a kept atlas from now on. */
export function takeKeptAtlas(id: string): Promise<void> {
  return doAlone(async () => {
    try {
      await stopEvaluation();
      adopt(await theEngine().useSavedAtlas(id));
    } catch (error) {
      report(error);
    }
  });
}

/** An empty name changes nothing. */
export async function renameAtlas(id: string, name: string): Promise<void> {
  const wanted = name.trim();
  const before = store.getState().atlases.find((atlas) => atlas.id === id)?.name;
  if (wanted !== "" && wanted !== before) await change(() => theEngine().renameAtlas(id, wanted));
}

export function removeAtlas(id: string): Promise<void> {
  return change(() => theEngine().removeAtlas(id));
}

export function importAtlas(file: File): Promise<void> {
  return change(() => theEngine().importAtlas(file.name, file));
}

/** An atlas as a file to be saved. Undefined where it can't be had; that is told. */
export async function atlasFile(id: string): Promise<Blob | undefined> {
  try {
    return new Blob([await theEngine().exportAtlas(id)]);
  } catch (error) {
    report(error);
    return undefined;
  }
}

async function change(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(error);
  }
  await refreshAtlases();
}
