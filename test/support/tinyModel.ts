import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import {
  type Tensors,
  type TinyArchitecture,
  tinyConfig,
  tinyTensors,
  tinyTokenizer,
} from "./tinyTensors.ts";

export * from "./tinyTensors.ts";

/** Writes a tiny model's folder, parts of it replaced (or left out where undefined), and gives its path. */
export function writeTinyModel(
  folder: string,
  architecture: TinyArchitecture,
  parts: { config?: unknown; tensors?: Tensors; tokenizer?: unknown; weights?: Uint8Array } = {},
): string {
  mkdirSync(folder, { recursive: true });
  const weights = parts.weights ?? writeSafetensors(parts.tensors ?? tinyTensors(architecture));
  const tokenizer = "tokenizer" in parts ? parts.tokenizer : tinyTokenizer(architecture);
  writeFileSync(join(folder, "config.json"), JSON.stringify(parts.config ?? tinyConfig(architecture)));
  writeFileSync(join(folder, "model.safetensors"), weights);
  if (tokenizer !== undefined) writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
  return folder;
}
