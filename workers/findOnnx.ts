import type { Fit, HandedFile, ModelEntry, Tap } from "../src/core/api.ts";
import { blobFiles, configFolder } from "../src/model/blobFiles.ts";
import { formatBytes } from "../src/model/bytes.ts";
import { examineOnnx } from "../src/model/onnx/examineOnnx.ts";
import { type OnnxFiles, onnxFiles } from "../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../src/model/onnx/onnxSource.ts";
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
  return {
    id,
    kind: "disk",
    title,
    from: `${path}, a file of this machine`,
    exported: true,
    cached: false,
    outline: async () => outline(onnx, taps),
    open: (runtime, options) => openOnnxSource(onnx, runtime, { ...options, ...(taps && { taps }) }),
  };
}

function outline(onnx: OnnxFiles, taps: readonly Tap[] | undefined): Outline {
  const { sizes, nLayers, dtype, weightsBytes } = examineOnnx(onnx, taps);
  const { architecture, dModel, dVocab, nCtx, nHeads = 0, bosTokenId } = sizes;
  // the file, and what the runtime makes of it
  const memoryBytes = 2 * weightsBytes;
  const reason = `It is opened in one piece, which takes about ${formatBytes(memoryBytes)} for a moment.`;
  const fit: Fit = { how: "whole", memoryBytes, reason };
  return {
    ...{ architecture, nLayers, dModel, nHeads, nCtx, dVocab, bosTokenId },
    ...{ dtype, weightsBytes, bytesPerLayer: weightsBytes / nLayers },
    fits: { wasm: fit, webgpu: fit },
  };
}
