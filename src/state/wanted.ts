import type { ModelEntry } from "../core/api.ts";

/** Whether opening a model downloads nothing of it, so that a choice in a list, or a link, may open it by itself. */
export function opensAtOnce(id: string, models: readonly ModelEntry[]): boolean {
  const entry = models.find((one) => plainId(one.id) === plainId(id));
  return entry !== undefined && (entry.kind !== "hub" || entry.offline);
}

/** Not shipped: of a hub, or of this machine's disk. */
export function isElsewhere(id: string): boolean {
  return id.includes("/") || id.startsWith("disk:");
}

/** `main` is the revision where none is named. */
function plainId(id: string): string {
  return id.replace(/@main$/, "");
}
