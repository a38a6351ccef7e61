import { Failure } from "../../core/failure.ts";
import { readJson } from "../folder.ts";
import type { ModelFiles } from "../modelFiles.ts";
import { refuseLarge } from "./externalData.ts";

/** An .onnx file and what lies beside it. */
export interface OnnxFiles {
  id: string;
  /** The .onnx file's bytes. */
  model: Uint8Array<ArrayBuffer>;
  /** A file of weights by its path from the .onnx file's folder; undefined where there is none. */
  data(location: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** config.json, parsed. */
  config?: unknown;
  /** tokenizer.json, parsed. */
  tokenizer?: unknown;
}

/** The .onnx at `path` of a folder, with config.json and tokenizer.json from its own place or (optimum's `onnx/`) above it. */
export async function onnxFiles(files: ModelFiles, path: string): Promise<OnnxFiles> {
  const id = `${files.id}/${path}`;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  refuseLarge(path, (await files.size(path)) ?? 0, id);
  const model = await files.read(path);
  if (!model) throw new Failure("bad-file", `${files.id} has no ${path}.`);
  const json = async (name: string): Promise<unknown> => {
    for (const place of new Set([folder + name, name])) {
      if ((await files.size(place)) !== undefined) return readJson(files, place);
    }
    return undefined;
  };
  return {
    id,
    model,
    data: (location) => files.read(folder + location),
    config: await json("config.json"),
    tokenizer: await json("tokenizer.json"),
  };
}
