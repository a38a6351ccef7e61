import { adopt } from "./adopt.ts";
import { theEngine } from "./engine.ts";
import { stopEvaluation } from "./evaluation.ts";
import { doAlone } from "./reconcile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Atlases that lay in a model's folder, by model, until it is open. */
const beside = new Map<string, File>();

export function keepAtlas(model: string, file: File): void {
  beside.set(model, file);
}

/** Takes the atlas that lay in a model's folder, now that the model is open. */
export function takeAtlasBeside(model: string): void {
  const file = beside.get(model);
  if (file !== undefined) void takeAtlas(file);
}

/** Guesses with an atlas fitted elsewhere from now on. */
export async function takeAtlas(file: File): Promise<void> {
  const { opened, opening } = store.getState();
  if (opened === undefined && opening === undefined) {
    store.setState({
      notice: "An atlas belongs to a model: open the one it was fitted on, then drop it again.",
    });
    return;
  }
  await doAlone(async () => {
    try {
      await stopEvaluation();
      adopt(await theEngine().useAtlas(file.name, file));
    } catch (error) {
      report(error);
    }
  });
}
