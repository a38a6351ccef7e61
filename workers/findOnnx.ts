import type { Fit, HandedFile, ModelEntry, Tap } from "../src/core/api.ts";
import { blobFiles, configFolder } from "../src/model/blobFiles.ts";
import { formatBytes } from "../src/model/bytes.ts";
import { findTaps } from "../src/model/onnx/findTaps.ts";
import { modelSizes } from "../src/model/onnx/modelSizes.ts";
import { type OnnxFiles, onnxFiles } from "../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../src/model/onnx/onnxSource.ts";
import { readModel } from "../src/model/onnx/readModel.ts";
import { refuseGraph } from "../src/model/onnx/refuseGraph.ts";
import type { FoundModel, Outline } from "./findModel.ts";

/** The .onnx to open among files handed over; undefined where a checkpoint is there, which is the better source, or none. */
export function onnxFile(files: readonly HandedFile[]): string | undefined {
  const paths = files.map(({ path }) => path);
  if (paths.some((path) => /(^|\/)model(-\d+-of-\d+)?\.safetensors$/.test(path))) return undefined;
  const found = paths.filter((path) => path.toLowerCase().endsWith(".onnx"));
  const plain = found.filter((path) => !path.includes("_merged")); // a merged one is refused, with the reason, if it is all
  return (plain.length > 0 ? plain : found).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/** An exported model. `path`: of the .onnx among the files; `taps`: the person's own choice of its layers. */
export async function findOnnx(
  { id, title }: ModelEntry,
  handed: readonly HandedFile[],
  path: string,
  taps: readonly Tap[] | undefined,
): Promise<FoundModel> {
  const near = configFolder(handed); // optimum puts it above the .onnx, other exporters beside it
  const folder = path.startsWith(near) ? near : "";
  const onnx = await onnxFiles(blobFiles(title, handed, folder), path.slice(folder.length));
  const bytes = handed.reduce((sum, { path, file }) => (/\.json$/.test(path) ? sum : sum + file.size), 0);
  return {
    id,
    kind: "disk",
    title,
    from: `${path}, a file of this machine`,
    cached: false,
    outline: async () => outline(onnx, bytes),
    open: (runtime, options) => openOnnxSource(onnx, runtime, { ...options, ...(taps && { taps }) }),
  };
}

function outline({ id, model: file, config }: OnnxFiles, bytes: number): Outline {
  const model = readModel(file, id);
  refuseGraph(model, id);
  const { architecture, dModel, dVocab, nCtx, nHeads = 0, bosTokenId } = modelSizes(model, config, id);
  const nLayers = findTaps(model, id).taps.length;
  // the file, and what the runtime makes of it
  const fit: Fit = {
    how: "whole",
    memoryBytes: 2 * bytes,
    reason: `It is opened in one piece, which takes about ${formatBytes(2 * bytes)} for a moment.`,
  };
  return {
    ...{ architecture, nLayers, dModel, nHeads, nCtx, dVocab, bosTokenId },
    dtype: "as exported",
    weightsBytes: bytes,
    bytesPerLayer: bytes / nLayers,
    fits: { wasm: fit, webgpu: fit },
  };
}
