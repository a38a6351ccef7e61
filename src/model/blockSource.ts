import { Failure } from "../core/failure.ts";
import type { ActivationSource, ModelShape } from "../core/seams.ts";
import { type BlockSessions, openBlockSessions, type Runtime } from "./blockSessions.ts";
import { type Checkpoint, openCheckpoint, readJson } from "./checkpoint.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { createTokenizer } from "./tokenizer.ts";

/** A model's folder, opened: text → tokens → the residual stream of every layer. */
export interface BlockSource<R> extends ActivationSource<R> {
  residPre: BlockSessions<R>["residPre"];
  release(): Promise<void>;
}

/** Opens config, weights and tokenizer. A folder without tokenizer.json runs on token ids alone. */
export async function openBlockSource<R>(
  files: ModelFiles,
  runtime: Runtime<R>,
  onLayer?: (layer: number, nLayers: number) => void,
): Promise<BlockSource<R>> {
  const checkpoint = await openCheckpoint(files);
  const a = checkpoint.architecture;
  const json =
    (await files.size("tokenizer.json")) === undefined ? undefined : await readJson(files, "tokenizer.json");
  const tokenizer =
    json === undefined ? undefined : createTokenizer(json, {}, a.bosTokenId, `${files.id}/tokenizer.json`);
  const sessions = await openBlockSessions(checkpoint, runtime, (layer) => onLayer?.(layer, a.nLayers));
  return {
    shape: await shapeOf(checkpoint),
    tokenize(text, prependBos) {
      if (!tokenizer) {
        throw new Failure(
          "bad-file",
          `${files.id} has no tokenizer.json: it runs on token ids, but reads no text.`,
        );
      }
      return tokenizer.tokenize(text, { prependBos, nCtx: a.nCtx });
    },
    residPre: sessions.residPre,
    run: sessions.run,
    release: sessions.release,
  };
}

async function shapeOf(checkpoint: Checkpoint): Promise<ModelShape> {
  const { architecture, nLayers, dModel, nHeads, nCtx, dVocab } = checkpoint.architecture;
  const weightsSha256 = await checkpoint.sha256();
  return { id: checkpoint.id, architecture, nLayers, dModel, nHeads, nCtx, dVocab, weightsSha256 };
}
