import { DEFAULT_VIEW, type View } from "./store.ts";
import { BACKENDS, MODES, oneOf, TABS } from "./viewChoices.ts";

/** The view in an address of the first version: `v1&model=…&layer=…&mode=…&text=…&tab=…&backend=…`. What it does not know is passed over. */
export function parseFirst(pairs: readonly [string, string][]): { view: View } | { problem: string } {
  const fields = new Map(pairs);
  const layer = fields.get("layer");
  if (layer !== undefined && !/^\d{1,4}$/.test(layer)) return { problem: "its layer is not a number" };
  const tab = oneOf(TABS, fields.get("tab") ?? DEFAULT_VIEW.tab);
  if (tab === undefined) return { problem: "there is no such tab" };
  const mode = oneOf(MODES, fields.get("mode") ?? DEFAULT_VIEW.mode);
  if (mode === undefined) return { problem: "there is no such mode" };
  const backend = oneOf(BACKENDS, fields.get("backend") ?? DEFAULT_VIEW.backend);
  if (backend === undefined) return { problem: "there is no such backend" };
  return {
    view: {
      ...DEFAULT_VIEW,
      tab,
      mode,
      backend,
      model: fields.get("model") || undefined,
      layer: layer === undefined ? undefined : Number(layer),
      text: fields.get("text") ?? DEFAULT_VIEW.text,
    },
  };
}
