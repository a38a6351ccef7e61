import type { ModelEntry } from "../core/api.ts";

/** The models that ship with the project, each in `models/<id>/` with its atlas. */
export const SHIPPED: readonly ModelEntry[] = [
  { id: "mini-gpt2", title: "mini-gpt2 (GPT-2, ours)" },
  { id: "mini-pythia", title: "mini-pythia (Pythia, ours)" },
];

/** An atlas's file in a shipped model's folder. */
export const ATLAS_FILE = "default.atlas";
