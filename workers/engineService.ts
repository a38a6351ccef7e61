import type { EngineApi } from "../src/core/api.ts";
import { Failure } from "../src/core/failure.ts";
import { SHIPPED } from "../src/model/catalogue.ts";
import { loadHeldOut } from "./heldOut.ts";
import { type OpenLab, openLab } from "./openLab.ts";

/** The engine behind the page: at most one open model, reached by plain calls. `models`: address of the models' folder. */
export function createEngine(models: string): EngineApi {
  let current: Promise<OpenLab> | undefined;
  const opened = async () => {
    if (!current) throw new Failure("usage", "No model is open yet.");
    return current;
  };
  return {
    models: async () => [...SHIPPED],
    async open(id, choice, onProgress) {
      const before = current;
      const next = (async () => {
        const old = await before?.catch(() => undefined);
        await old?.close();
        return openLab(id, new URL(id, models).href, choice, onProgress);
      })();
      current = next;
      return (await next).opened;
    },
    guess: async (text, layer, mode, onLayer) => (await opened()).lab.guess(text, layer, mode, onLayer),
    look: async (layer, mode) => (await opened()).lab.look(layer, mode),
    async evaluate({ perClass }, onProgress) {
      const { lab, opened: model, batchSize } = await opened();
      return lab.evaluate(loadHeldOut(model.atlas.dataSha256, perClass), batchSize, onProgress);
    },
    cancelEvaluate: async () => (await current)?.lab.cancelEvaluate(),
  };
}
