import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { openBlockSessions } from "../../src/model/blockSessions.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { createTokenizer } from "../../src/model/tokenizer.ts";
import { memoryOf } from "./models/memory.ts";
import { randomCheckpoint } from "./randomCheckpoint.ts";
import { ROOT } from "./root.ts";
import { type FitSize, type FitTimes, timeFit } from "./timeFit.ts";

// A process of its own for one fit, so that its memory is that of one. argv: what is asked, as JSON; prints JSON.

export interface FitAsked extends FitSize {
  /** A folder: the model, or whose tokenizer is taken where `layers` are given. */
  model: string;
  /** Layers of random weights of GPT-2 small's shape instead of the folder's. */
  layers?: number;
}

export interface FitMeasured extends FitTimes {
  /** The most that was resident in the fit, the open model with it; undefined where it can't be told. */
  peakBytes?: number;
}

const asked = JSON.parse(process.argv[2]!) as FitAsked;
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const source = await (asked.layers === undefined ? shipped() : random(asked.layers));
const cleared = clearPeak();
const times = await timeFit(source, readJson(join(ROOT, "data/sentences.json")), asked);
const peakBytes = cleared ? memoryOf(process.pid)?.peak : undefined;
console.log(JSON.stringify({ ...times, ...(peakBytes && { peakBytes }) } satisfies FitMeasured));
process.exit();

async function shipped(): Promise<ActivationSource<Float32Array>> {
  const source = await openBlockSource(folderFiles(asked.model), nodeRuntime());
  await source.loaded;
  return source;
}

/** Token ids are the folder's, taken modulo the little vocabulary. */
async function random(nLayers: number): Promise<ActivationSource<Float32Array>> {
  const { id, architecture } = randomCheckpoint(nLayers);
  const { dModel, nHeads, nCtx, dVocab } = architecture;
  const tokenizer = createTokenizer(readJson(join(asked.model, "tokenizer.json")), {}, 0, "tokenizer.json");
  const sessions = await openBlockSessions(randomCheckpoint(nLayers), nodeRuntime());
  await sessions.loaded;
  return {
    shape: { id, architecture: "gpt2", nLayers, dModel, nHeads, nCtx, dVocab, weightsSha256: "" },
    tokenize(text, prependBos) {
      const { ids, ...rest } = tokenizer.tokenize(text, { prependBos, nCtx });
      return { ids: ids.map((token) => token % dVocab), ...rest };
    },
    run: sessions.run,
  };
}

/** Has Linux count the peak anew, without what the opening took. */
function clearPeak(): boolean {
  try {
    globalThis.gc?.();
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}
