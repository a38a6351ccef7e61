import { totalmem } from "node:os";
import { type Flags, numberFlag } from "./flags.ts";

/** What every command that takes a model takes besides. */
export const MODEL_FLAGS = {
  model: "string",
  offline: "boolean",
  f16: "boolean",
  "memory-budget": "string",
} as const;

/** How the flag is written in a usage line. */
export const MODEL_USAGE = "--model DIR|F.onnx|NAME[@REV]";

export const MODEL_HELP = `  --model                 a folder in the Hugging Face layout, an .onnx file (its data and config.json beside it), or a
                          repository of the hub: owner/name, or gpt2, pythia-160m, …, with @branch, @tag or @commit behind it
  --offline               fetch nothing: the model must be in the cache already (HF_HUB_OFFLINE=1 says the same)
  --f16                   keep F32 weights as F16 in the cache: half the bytes, not quite the same numbers
  --memory-budget GB      weights that may stay open, the others are opened in turn (80 % of this machine's memory)
  HF_ENDPOINT names another hub than https://huggingface.co; HF_TOKEN opens gated repositories`;

const SHARE = 0.8;

/** Bytes of weights that may stay open: as the flag says, or most of what this process may take. */
export function memoryBudget(flags: Flags): number {
  const allowed = process.constrainedMemory?.() || Number.POSITIVE_INFINITY; // 0: no bound is set
  const most = SHARE * Math.min(totalmem(), allowed);
  return Math.floor(numberFlag(flags, "memory-budget", most / 1e9, 1e-9, 1e6) * 1e9);
}
