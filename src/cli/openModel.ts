import { stat } from "node:fs/promises";
import { Failure } from "../core/failure.ts";
import { type BlockSource, openBlockSource } from "../model/blockSource.ts";
import { nodeRuntime } from "../model/nodeRuntime.ts";
import { folderFiles } from "./folderFiles.ts";

/** Opens a model's folder on onnxruntime-node. @throws Failure("bad-file") where there is no such folder */
export async function openModel(folder: string): Promise<BlockSource<Float32Array>> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new Failure("bad-file", `${folder} is no folder; --model takes one in the Hugging Face layout.`);
  return openBlockSource(folderFiles(folder), nodeRuntime());
}
