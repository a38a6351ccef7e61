import type { BackendChange } from "../core/api.ts";

/** What the page says of each, in English; other languages stand in `ui/texts`. */
export const NOTICES: Record<Exclude<BackendChange["cause"], "not-reopened">, string> = {
  lost: "The GPU stopped answering. The model was opened on it anew and goes on where it was; nothing is lost.",
  "lost-twice":
    "The GPU stopped answering twice within a minute: WASM goes on in its place, and a fit under way begins again. Choose WebGPU above to go back to it.",
  refused:
    "The GPU refused part of the work: WASM computes in its place, and a fit under way begins again. Choose WebGPU above to try it once more.",
  "failed-check":
    "WebGPU failed the self-check of this model: WASM computes in its place. Choose WebGPU above to use it all the same.",
  "kept-after-failed-check":
    "WebGPU failed the self-check of this model, so its numbers may be wrong. It stays because you chose it; choose WASM above.",
  "failed-half":
    "Half-precision weights did not do for this model: it was opened anew with float32 weights. The tab Models says why.",
};

/** What a notice is of; undefined where it is of something else. */
export function causeOf(notice: string): string | undefined {
  return Object.entries(NOTICES).find(([, words]) => words === notice)?.[0];
}
