import type { LoadedModel } from "../core/api.ts";
import { Failure } from "../core/failure.ts";
import { probeIds } from "../core/probe.ts";
import type { ModelShape } from "../core/seams.ts";
import { openBlockSessions, type Runtime } from "./blockSessions.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { readJson } from "./folder.ts";
import { bytesOf } from "./memory.ts";
import type { ModelFiles } from "./modelFiles.ts";
import type { ModelSource, OpenOptions } from "./modelSource.ts";
import { createTokenizer, largestTokenId, type TextTokenizer } from "./tokenizer.ts";

/** A checkpoint's folder, opened. */
export interface BlockSource<R> extends ModelSource<R> {
  residPre(batch: readonly (readonly number[])[]): Float32Array;
}

/**
 * Opens config, tokenizer and embedding; the layers come in the background (`firstLayer`, `loaded`), and a run waits for each.
 * A folder without tokenizer.json runs on token ids alone.
 */
export async function openBlockSource<R>(
  files: ModelFiles,
  runtime: Runtime<R>,
  options: OpenOptions = {},
): Promise<BlockSource<R>> {
  const { halfWeights = false } = options;
  const checkpoint = await openCheckpoint(files);
  const a = checkpoint.architecture;
  const tokenizer = await readTokenizer(files, checkpoint);
  let shape = shapeOf(checkpoint);
  const tokenize = (text: string, prependBos: boolean) => {
    if (!tokenizer) {
      throw new Failure(
        "bad-file",
        `${files.id} has no tokenizer.json: it runs on token ids, but reads no text.`,
      );
    }
    return tokenizer.tokenize(text, { prependBos, nCtx: a.nCtx });
  };
  const sessions = await openBlockSessions(checkpoint, runtime, {
    ...options,
    probe: probeIds({ shape, tokenize }),
  });
  const half = () =>
    halfWeights ? { exact: checkpoint.readAs() === "F16", inF32: sessions.inF32() } : undefined;
  const isRounded = () => half()?.exact === false && sessions.inF32().length < a.nLayers;
  const loaded = (async (): Promise<LoadedModel> => {
    const { residentLayers, notes } = await sessions.loaded;
    shape = { ...shape, weightsSha256: await checkpoint.sha256(), ...(isRounded() && { roundedTo: "F16" }) };
    return { shape, residentLayers, notes: [...notes, ...f16Note(sessions.f16Error())] };
  })();
  loaded.catch(() => {}); // told to whoever asks
  return {
    get shape() {
      return shape;
    },
    tokenize,
    residPre: sessions.residPre,
    run: sessions.run,
    firstLayer: sessions.firstLayer,
    loaded,
    get dtype() {
      return checkpoint.readAs();
    },
    get weightsBytes() {
      const { kept, keptHalf, layerF32, layerHalf } = bytesOf(checkpoint);
      return halfWeights ? keptHalf + sessions.inF32().length * (layerF32 - layerHalf) : kept;
    },
    get half() {
      return half();
    },
    get f16Error() {
      return sessions.f16Error();
    },
    release: sessions.release,
  };
}

async function readTokenizer(
  files: ModelFiles,
  { architecture: { bosTokenId, dVocab } }: Checkpoint,
): Promise<TextTokenizer | undefined> {
  if ((await files.size("tokenizer.json")) === undefined) return undefined;
  const name = `${files.id}/tokenizer.json`;
  const json = await readJson(files, "tokenizer.json");
  const largest = largestTokenId(json);
  if (largest >= dVocab) {
    throw new Failure(
      "mismatch",
      `${name} is another model's: it has a token ${largest}, the embedding has ${dVocab} rows.`,
    );
  }
  return createTokenizer(json, {}, bosTokenId, name);
}

function f16Note(error: number | undefined): string[] {
  if (error === undefined) return [];
  const share = error.toExponential(1);
  return [
    `Its weights are kept as F16: on the probe sentence its residual stream differs from float32’s by ${share} of a layer’s largest value at most.`,
  ];
}

function shapeOf({ id, revision, architecture: a }: Checkpoint): ModelShape {
  const { architecture, nLayers, dModel, nHeads, nCtx, dVocab } = a;
  const shape = { id, architecture, nLayers, dModel, nHeads, nCtx, dVocab, weightsSha256: "" };
  return revision === undefined ? shape : { ...shape, revision };
}
