import { Failure } from "../core/failure.ts";
import { headerLength, parseHeader } from "../core/safetensors.ts";
import { notSafetensors } from "./foreignFile.ts";
import type { ModelFiles, NamedTensor } from "./modelFiles.ts";

const WEIGHTS = "model.safetensors";
const INDEX = "model.safetensors.index.json";

/** Reads and parses a JSON file of the folder. @throws Failure("bad-file") where it is missing or no JSON. */
export async function readJson(files: ModelFiles, path: string): Promise<unknown> {
  const bytes = await files.read(path);
  if (!bytes)
    throw new Failure(
      "bad-file",
      `${files.id} has no ${path}: a model is a folder in the Hugging Face layout.`,
    );
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Failure("bad-file", `${files.id}/${path} is no JSON.`);
  }
}

/** All tensors of `model.safetensors`, or of the shards its index names, by name. */
export async function findTensors(files: ModelFiles): Promise<Map<string, NamedTensor>> {
  const tensors = new Map<string, NamedTensor>();
  for (const file of await weightFiles(files)) {
    for (const [name, info] of await readHeader(files, file)) tensors.set(name, { ...info, name, file });
  }
  return tensors;
}

async function weightFiles(files: ModelFiles): Promise<string[]> {
  if ((await files.size(WEIGHTS)) !== undefined) return [WEIGHTS];
  if ((await files.size(INDEX)) === undefined) {
    throw new Failure(
      "bad-file",
      `${files.id} has neither ${WEIGHTS} nor ${INDEX}${await instead(files)}: only safetensors checkpoints can be read.`,
    );
  }
  const map = (await readJson(files, INDEX)) as { weight_map?: Record<string, string> } | null;
  const shards = [...new Set(Object.values(map?.weight_map ?? {}))];
  if (shards.length === 0) throw new Failure("bad-file", `${files.id}/${INDEX} names no files.`);
  const odd = shards.find((s) => typeof s !== "string" || /[/\\]|\.\./.test(s));
  if (odd !== undefined)
    throw new Failure("bad-file", `${files.id}/${INDEX} names "${odd}", which is no file of its folder.`);
  return shards;
}

/** ", but pytorch_model.bin", where the folder can tell. */
async function instead(files: ModelFiles): Promise<string> {
  const names = (await files.list?.())?.filter((n) => /\.(bin|pt|pth|ckpt|h5|msgpack|onnx|gguf)$/.test(n));
  return names?.length ? `, but ${names.slice(0, 3).join(", ")}` : "";
}

async function readHeader(files: ModelFiles, file: string) {
  const name = `${files.id}/${file}`;
  const size = await files.size(file);
  if (size === undefined)
    throw new Failure("bad-file", `${name} is missing: the checkpoint is not complete.`);
  const first = (await files.read(file, { begin: 0, end: Math.min(8, size) }))!;
  const foreign = notSafetensors(first);
  if (foreign !== undefined) throw new Failure("bad-file", `${name} is ${foreign}`);
  const length = headerLength(first, name);
  if (8 + length > size)
    throw new Failure(
      "bad-file",
      `${name} can't be read: its header ends beyond its ${size} bytes; it is cut short.`,
    );
  return parseHeader((await files.read(file, { begin: 8, end: 8 + length }))!, size, name).tensors;
}
