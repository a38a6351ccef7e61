import { Failure } from "../../core/failure.ts";
import { writeSafetensors } from "../../core/safetensors.ts";
import type { ModelShape } from "../../core/seams.ts";
import type { ModelSource } from "../../model/modelSource.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { type Flags, required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModel } from "../openModel.ts";
import type { Terminal } from "../terminal.ts";

export const activations: Command = {
  usage: `tailscope activations ${MODEL_USAGE} (--text "…" | --ids 0,5,7) --out F.safetensors`,
  help: `  writes token_ids [pos], resid_pre [pos, d_model] and resid_post [layer, pos, d_model], raw (not centred)
  --text is read whole, with the BOS token in front; --ids are taken as they are
${MODEL_HELP}`,
  flags: { text: "string", ids: "string", out: "string", ...MODEL_FLAGS },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const given = tokenIds(flags);
    await withModel(flags, terminal, async (source) => {
      const ids = given ?? readWhole(source, text(flags, "text")!, terminal);
      requireIds(ids, source.shape);
      await source.loaded;
      const { nLayers, dModel } = source.shape;
      await writeWhole(out, await activationsOf(source, ids, terminal));
      terminal.result(
        { out, tokenIds: ids, nLayers, dModel },
        `${out}: ${nLayers} layers × ${ids.length} tokens × ${dModel}`,
      );
    });
  },
};

async function activationsOf(
  source: ModelSource<Float32Array>,
  ids: readonly number[],
  terminal: Terminal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { id, nLayers, dModel } = source.shape;
  const size = ids.length * dModel;
  const residPost = new Float32Array(nLayers * size);
  for await (const layer of source.run([ids]))
    residPost.set(layer.residPost.subarray(0, size), layer.layer * size);
  const residPre = source.residPre?.([ids]);
  if (!residPre)
    terminal.say(`${id} keeps its embedding to itself: resid_pre is left out, the layers are all there.`);
  return writeSafetensors({
    token_ids: { shape: [ids.length], data: BigInt64Array.from(ids, BigInt) },
    ...(residPre && { resid_pre: { shape: [ids.length, dModel], data: residPre } }),
    resid_post: { shape: [nLayers, ids.length, dModel], data: residPost },
  });
}

/** The text's tokens, BOS in front. */
function readWhole(source: ModelSource<Float32Array>, words: string, terminal: Terminal): number[] {
  const { ids, cut } = source.tokenize(words, true);
  if (cut > 0) terminal.say(`The text was cut at ${source.shape.nCtx} tokens; ${cut} were left out.`);
  return ids;
}

/** @throws Failure("bad-data") for ids that the model can't read */
function requireIds(ids: readonly number[], { id, nCtx, dVocab }: ModelShape): void {
  if (ids.length > nCtx)
    throw new Failure("bad-data", `${ids.length} token ids are more than the ${nCtx} that ${id} reads.`);
  const odd = ids.find((token) => token >= dVocab);
  if (odd !== undefined)
    throw new Failure("bad-data", `The token id ${odd} is not among the ${dVocab} of ${id}.`);
}

function tokenIds(flags: Flags): number[] | undefined {
  const ids = text(flags, "ids");
  if ((ids === undefined) === (text(flags, "text") === undefined)) {
    throw new Failure("usage", "one of --text and --ids is needed.");
  }
  if (ids === undefined) {
    if (text(flags, "text")!.trim() === "")
      throw new Failure("usage", "--text is empty: at least one word is needed.");
    return undefined;
  }
  const parsed = ids.split(",").map((part) => part.trim());
  const odd = parsed.find((part) => !/^\d+$/.test(part));
  if (odd !== undefined)
    throw new Failure(
      "usage",
      `--ids: "${odd}" is no token id; whole numbers with commas between are needed.`,
    );
  return parsed.map(Number);
}
