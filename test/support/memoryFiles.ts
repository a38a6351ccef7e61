import { writeSafetensors } from "../../src/core/safetensors.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import { type TinyArchitecture, tinyConfig, tinyTensors, tinyTokenizer } from "./tinyTensors.ts";

/** A tiny model's folder in memory, for tests that run in a browser. */
export function memoryFiles(
  architecture: TinyArchitecture,
  weights: Uint8Array = writeSafetensors(tinyTensors(architecture)),
  config: unknown = tinyConfig(architecture),
): ModelFiles {
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const files = new Map<string, Uint8Array>([
    ["config.json", json(config)],
    ["model.safetensors", weights],
    ["tokenizer.json", json(tinyTokenizer(architecture))],
  ]);
  return {
    id: architecture,
    size: async (path) => files.get(path)?.byteLength,
    read: async (path, range) => files.get(path)?.slice(range?.begin ?? 0, range?.end),
  };
}
