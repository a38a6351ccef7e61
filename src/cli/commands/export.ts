import { constants, copyFile, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../core/failure.ts";
import { openCheckpoint } from "../../model/checkpoint.ts";
import { encodeModel } from "../../model/onnxProto.ts";
import { wholeModel } from "../../model/wholeModel.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { required } from "../flags.ts";
import { folderFiles } from "../folderFiles.ts";

const OPSET = 20;
const BESIDE = ["config.json", "tokenizer.json", "tokenizer_config.json"];

export const exportCommand: Command = {
  usage: "tailscope export --model DIR --out DIR2",
  help: `  writes DIR2/model.onnx, a whole-model graph for any ONNX tool: input_ids [batch, pos] (int64) → resid_post_0 …,
  [batch, pos, d_model] each (float32), without the final norm and the unembedding
  its weights are the checkpoint's own safetensors files, copied beside it`,
  flags: { model: "string", out: "string" },
  async run(flags, _words, terminal) {
    const folder = required(flags, "model");
    const out = required(flags, "out");
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory())
      throw new Failure("bad-file", `${folder} is no folder; --model takes one in the Hugging Face layout.`);
    const checkpoint = await openCheckpoint(folderFiles(folder));
    const { embeddings, layers } = checkpoint.tensors;
    const graph = wholeModel(checkpoint);
    const weights = [...new Set([...embeddings, ...layers.flat()].map(({ file }) => file))];
    await makeFolder(out);
    for (const file of weights) await place(join(folder, file), join(out, file));
    for (const file of BESIDE) {
      if (await stat(join(folder, file)).catch(() => undefined))
        await place(join(folder, file), join(out, file));
    }
    const model = join(out, "model.onnx");
    await writeWhole(model, encodeModel(graph, OPSET));
    const outputs = graph.outputs.map(({ name }) => name);
    terminal.result(
      { out: model, weights, inputs: ["input_ids"], outputs },
      `${model}: ${outputs[0]} … ${outputs.at(-1)}, its weights in ${weights.join(", ")}`,
    );
  },
};

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * Copies a file, sharing its blocks where the disk can. No hard link: the onnx package refuses external data with several
 * names. The same file already is left alone.
 */
async function place(from: string, to: string): Promise<void> {
  try {
    const source = await stat(from);
    const there = await stat(to).catch(() => undefined);
    if (there && source.ino === there.ino && source.dev === there.dev) return;
    if (there) await rm(to); // not written into: whatever else bears its name keeps its bytes
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    throw cannotWrite(to, error);
  }
}

function cannotWrite(path: string, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC")
    return new Failure("disk-full", `${path} can't be written: the disk is full; free some space.`);
  return new Failure("io", `${path} can't be written (${code ?? error}).`);
}
