import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { LoadedModel, Tap, TapList } from "../../core/api.ts";
import { Failure, throwIfAborted } from "../../core/failure.ts";
import type { LayerActivations, ModelShape, Signal } from "../../core/seams.ts";
import type { Runtime } from "../blockSessions.ts";
import type { ModelSource, OpenOptions } from "../modelSource.ts";
import { sha256Hex } from "../sha256.ts";
import { createTokenizer, largestTokenId, type TextTokenizer } from "../tokenizer.ts";
import { examineOnnx } from "./examineOnnx.ts";
import { type ExternalData, readExternalData } from "./externalData.ts";
import { graphFeeds } from "./feeds.ts";
import type { ModelSizes } from "./modelSizes.ts";
import type { OnnxFiles } from "./onnxFiles.ts";
import { tapModel } from "./tapModel.ts";

export interface OnnxOptions extends OpenOptions {
  /** The person's own choice of each layer's value, instead of those that are found. */
  taps?: readonly Tap[];
}

export interface OnnxSource<R> extends ModelSource<R> {
  readonly taps: TapList;
}

/**
 * Opens an exported GPT-2 or GPT-NeoX in one session, its residual streams tapped by outputs put after its bytes, and runs
 * two rows of tokens through it to see that every tap is [batch, pos, dModel]. `weightsSha256` is taken over the digests of the .onnx
 * file and of the files its weights lie in, in the order it names them.
 */
export async function openOnnxSource<R>(
  files: OnnxFiles,
  runtime: Runtime<R>,
  options: OnnxOptions = {},
): Promise<OnnxSource<R>> {
  const { id } = files;
  const { model, sizes, taps, nLayers, dtype, weightsBytes, inHalf } = examineOnnx(files, options.taps);
  const tokenizer = tokenizerOf(files, sizes);
  const { bytes, outputs: tapOutputs, attentionShape } = tapModel(files.model, model, taps.taps);
  const headSizes = sizes.nHeads ? { nHeads: sizes.nHeads, dHead: sizes.dModel / sizes.nHeads } : {};
  const feeds = graphFeeds(model, runtime.Tensor, headSizes, id);
  const external = await readExternalData(model, files.data, id);
  throwIfAborted(options.signal);
  const hint = halfHint(runtime, inHalf, dtype);
  const session = await openSession(bytes, tapOutputs, external, runtime).catch((error: unknown) => {
    throw cannotRun(id, hint, error);
  });
  const hash = hashFiles([files.model, ...external.map(({ data }) => data)]); // here, so that what runs later keeps no bytes

  /** Every tap of a batch, in layer order, and the heads of the first attention if asked for. */
  const runTaps = async (batch: readonly (readonly number[])[], more: readonly string[] = []) => {
    const nPos = Math.max(...batch.map((ids) => ids.length));
    const outputs = await session.run(feeds(batch), [...tapOutputs, ...more]);
    const wanted = [batch.length, nPos, sizes.dModel].join();
    const odd = tapOutputs.findIndex((output) => outputs[output]!.dims.join() !== wanted);
    if (odd >= 0) {
      const { dims } = outputs[tapOutputs[odd]!]!;
      disposeAll(outputs);
      throw new Failure(
        "unsupported-model",
        `${id}: "${taps.taps[odd]!.value}", taken for layer ${odd}, is [${dims}], not [batch, pos, ${sizes.dModel}]: choose another value for it.`,
      );
    }
    return outputs;
  };

  let shape: ModelShape;
  try {
    const outputs = await runTaps([[0, 0, 0], [0]], attentionShape ? [attentionShape] : []);
    const attention = attentionShape ? outputs[attentionShape]!.data : [];
    const heads = attention.length === 4 ? attention[1] : undefined;
    disposeAll(outputs);
    const { architecture, dModel, nCtx, dVocab } = sizes;
    const nHeads = sizes.nHeads ?? Number(heads ?? 1);
    shape = { id, architecture, nLayers, dModel, nHeads, nCtx, dVocab, weightsSha256: "" };
  } catch (error) {
    await session.release();
    throw error instanceof Failure ? error : cannotRun(id, hint, error);
  }
  for (let layer = 0; layer < nLayers; layer++) options.onLayer?.(layer, nLayers);

  const notes = inHalf ? [...sizes.notes, halfNote(id)] : sizes.notes;
  const loaded = (async (): Promise<LoadedModel> => {
    shape = { ...shape, weightsSha256: await hash };
    return { shape, residentLayers: nLayers, notes };
  })();
  loaded.catch(() => {}); // told to whoever asks

  async function* run(
    batch: readonly (readonly number[])[],
    signal?: Signal,
  ): AsyncGenerator<LayerActivations<R>> {
    throwIfAborted(signal);
    checkBatch(batch, sizes, id);
    const outputs = await runTaps(batch);
    try {
      for (const [layer, output] of tapOutputs.entries()) {
        throwIfAborted(signal);
        yield { layer, residPost: runtime.view(outputs[output]!) };
      }
    } finally {
      disposeAll(outputs);
    }
  }
  return {
    get shape() {
      return shape;
    },
    taps,
    dtype,
    weightsBytes,
    tokenize(text, prependBos) {
      if (!tokenizer)
        throw new Failure(
          "bad-file",
          `${id} has no tokenizer.json beside it: it runs on token ids, but reads no text.`,
        );
      return tokenizer.tokenize(text, { prependBos, nCtx: sizes.nCtx });
    },
    run,
    firstLayer: Promise.resolve(),
    loaded,
    release: () => session.release(),
  };
}

function tokenizerOf({ id, tokenizer }: OnnxFiles, { dVocab, bosTokenId }: ModelSizes) {
  if (tokenizer === undefined) return undefined;
  const name = `The tokenizer.json beside ${id}`;
  const largest = largestTokenId(tokenizer);
  if (largest >= dVocab)
    throw new Failure(
      "mismatch",
      `${name} is another model's: it has a token ${largest}, the embedding has ${dVocab} rows.`,
    );
  return createTokenizer(tokenizer, {}, bosTokenId, name) satisfies TextTokenizer;
}

async function openSession<R>(
  bytes: Uint8Array<ArrayBuffer>,
  outputs: readonly string[],
  externalData: ExternalData[],
  { InferenceSession, options: { preferredOutputLocation: location, ...options } }: Runtime<R>,
): Promise<InferenceSession> {
  const at = typeof location === "object" ? location.resid_post : location;
  const where = at && { preferredOutputLocation: Object.fromEntries(outputs.map((name) => [name, at])) };
  return InferenceSession.create(bytes, { ...options, ...where, externalData });
}

const halfNote = (id: string) =>
  `${id} computes in 16-bit floats: its numbers are not those of the float32 model, but up to a thousandth of a layer's greatest off.`;

/** Why ONNX Runtime would not; `hint` is what to do about it. */
function cannotRun(id: string, hint: string, error: unknown): Failure {
  const why = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 200);
  if (/bad_alloc|out of memory|allocation failed|memory access/i.test(why)) {
    return new Failure(
      "out-of-memory",
      `${id} does not fit into memory (${why}): take its safetensors checkpoint, which is read layer by layer.`,
    );
  }
  return new Failure("unsupported-model", `${id} does not run on this backend (${why})${hint}.`);
}

/** 16-bit floats are an option that not every GPU has. */
function halfHint({ options }: Pick<Runtime<unknown>, "options">, inHalf: boolean, dtype: string): string {
  const webgpu = JSON.stringify(options.executionProviders ?? "").includes("webgpu");
  if (!webgpu) return "";
  if (inHalf)
    return ": it computes in 16-bit floats, which this GPU may lack; choose WASM, or take the float32 export";
  return dtype.includes("BF16")
    ? ": its weights are bfloat16, which ONNX Runtime does not read on WebGPU; choose WASM, or take its safetensors checkpoint"
    : "";
}

function checkBatch(batch: readonly (readonly number[])[], { nCtx, dVocab }: ModelSizes, id: string): void {
  const nPos = Math.max(...batch.map((ids) => ids.length));
  if (nPos > nCtx)
    throw new Failure("bad-data", `${nPos} tokens are more than the ${nCtx} that ${id} reads.`);
  for (const ids of batch) {
    const odd = ids.find((token) => !(token >= 0 && token < dVocab));
    if (odd !== undefined)
      throw new Failure("bad-data", `The token id ${odd} is not among the ${dVocab} of ${id}.`);
  }
}

function disposeAll(outputs: Readonly<Record<string, Tensor>>): void {
  for (const tensor of Object.values(outputs)) tensor.dispose();
}

async function hashFiles(files: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const digests: string[] = [];
  for (const file of files) digests.push(await sha256Hex(file));
  return digests.includes("") ? "" : sha256Hex(new TextEncoder().encode(digests.join()));
}
