import type { BackendChoice, ViewMode } from "../core/api.ts";
import { DEFAULT_VIEW, type Tab, type View } from "./store.ts";

const VERSION = "v1";
const TABS: readonly Tab[] = ["explore", "evaluate", "fit", "compare", "models"];
const MODES: readonly ViewMode[] = ["full", "tails"];
const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "wasm"];

/** `#v1&model=…&layer=…&mode=…&text=…&tab=…&backend=…`. A lone surrogate in the text becomes U+FFFD. */
export function formatHash(view: View): string {
  const fields = new URLSearchParams();
  if (view.model !== undefined) fields.set("model", view.model);
  if (view.layer !== undefined) fields.set("layer", String(view.layer));
  fields.set("mode", view.mode);
  fields.set("text", view.text);
  fields.set("tab", view.tab);
  fields.set("backend", view.backend);
  return `#${VERSION}&${fields}`;
}

/** The view in an address, or what is wrong with the address. An empty one is the default view. */
export function parseHash(hash: string): { view: View } | { problem: string } {
  const body = hash.replace(/^#/, "");
  if (body === "") return { view: DEFAULT_VIEW };
  const end = body.indexOf("&");
  const version = end < 0 ? body : body.slice(0, end);
  if (version !== VERSION)
    return { problem: `it begins with “${version.slice(0, 20)}”, not with “${VERSION}”` };
  const fields = new URLSearchParams(end < 0 ? "" : body.slice(end + 1));

  const layerText = fields.get("layer");
  if (layerText !== null && !/^\d{1,4}$/.test(layerText)) return { problem: "its layer is not a number" };
  const tab = oneOf(TABS, fields.get("tab"), DEFAULT_VIEW.tab);
  if (tab === undefined) return { problem: "there is no such tab" };
  const mode = oneOf(MODES, fields.get("mode"), DEFAULT_VIEW.mode);
  if (mode === undefined) return { problem: "there is no such mode" };
  const backend = oneOf(BACKENDS, fields.get("backend"), DEFAULT_VIEW.backend);
  if (backend === undefined) return { problem: "there is no such backend" };
  return {
    view: {
      tab,
      mode,
      backend,
      model: fields.get("model") || undefined,
      layer: layerText === null ? undefined : Number(layerText),
      text: fields.get("text") ?? DEFAULT_VIEW.text,
    },
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null, absent: T): T | undefined {
  return value === null ? absent : allowed.find((item) => item === value);
}
