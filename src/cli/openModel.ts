import { basename, dirname, resolve } from "node:path";
import { type Atlas, requireModel } from "../core/atlas.ts";
import { Failure, failureKind } from "../core/failure.ts";
import { openBlockSource } from "../model/blockSource.ts";
import type { ModelSource, OpenOptions } from "../model/modelSource.ts";
import { nodeRuntime } from "../model/nodeRuntime.ts";
import { type OnnxFiles, onnxFiles } from "../model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../model/onnx/onnxSource.ts";

import { findModel } from "./findModel.ts";
import { type Flags, required } from "./flags.ts";
import { folderFiles } from "./folderFiles.ts";
import { hubFiles } from "./hubFiles.ts";
import { memoryBudget } from "./modelFlags.ts";
import { downloadMeter, layerMeter } from "./openMeters.ts";
import type { Terminal } from "./terminal.ts";

type Source = ModelSource<Float32Array>;

/**
 * Opens the model that the flags name on onnxruntime-node and gives it to `use`, its layers still coming in; it is closed
 * afterwards, whatever happened. Ctrl-C stops the loading and leaves the cache as it is.
 */
export async function withModel<T>(
  flags: Flags,
  terminal: Terminal,
  use: (source: Source) => Promise<T>,
): Promise<T> {
  const name = required(flags, "model");
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  const loadedOrNot = () => process.off("SIGINT", interrupt);
  let source: Source | undefined;
  try {
    source = await openSource(name, flags, terminal, stop.signal);
    source.loaded.then(({ notes }) => {
      loadedOrNot();
      for (const note of notes) terminal.say(note);
    }, loadedOrNot);
    return await use(source);
  } catch (error) {
    if (!stop.signal.aborted || failureKind(error) !== "aborted") throw error;
    throw new Failure(
      "aborted",
      `${name} was not opened: stopped. What has been downloaded is kept for the next time.`,
    );
  } finally {
    loadedOrNot();
    await source?.release();
  }
}

/** The same for a model that an atlas was fitted on. @throws Failure("mismatch") before a download where the shape differs */
export function withModelOf<T>(
  { atlas, path }: { atlas: Atlas; path: string },
  flags: Flags,
  terminal: Terminal,
  use: (source: Source) => Promise<T>,
): Promise<T> {
  return withModel(flags, terminal, async (source) => {
    requireModel(atlas, { ...source.shape, weightsSha256: "" }, path);
    requireModel(atlas, (await source.loaded).shape, path);
    return use(source);
  });
}

async function openSource(
  name: string,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Source> {
  const place = await findModel(name);
  const options: OpenOptions = { budgetBytes: memoryBudget(flags), onLayer: layerMeter(terminal), signal };
  const runtime = nodeRuntime();
  if (place.kind === "folder") return openBlockSource(folderFiles(place.path), runtime, options);
  if (place.kind === "onnx") return openOnnxSource(await onnxBeside(place.path), runtime, options);
  const { files, missing, keep } = await hubFiles(place.ref, flags, terminal, signal);
  if (missing === 0) return whenLoaded(await openBlockSource(files, runtime, options), keep);
  const onBytes = downloadMeter(files.id, missing, terminal);
  const { onLayer: _, ...quiet } = options; // the bytes are told already
  return whenLoaded(await openBlockSource(files, runtime, { ...quiet, onBytes }), keep);
}

/** An .onnx file and what belongs to it: beside it, or above it where it lies in `onnx/`, as optimum has it. */
function onnxBeside(path: string): Promise<OnnxFiles> {
  const folder = dirname(resolve(path));
  const name = basename(path);
  return basename(folder) === "onnx"
    ? onnxFiles(folderFiles(dirname(folder)), `onnx/${name}`)
    : onnxFiles(folderFiles(folder), name);
}

/** The source, loaded only once `then` is done too. */
function whenLoaded(source: Source, then: (f16Error: number | undefined) => Promise<void>): Source {
  const loaded = source.loaded.then(async (model) => {
    await then(source.f16Error);
    return model;
  });
  loaded.catch(() => {});
  return {
    ...source,
    get shape() {
      return source.shape;
    },
    loaded,
  };
}
