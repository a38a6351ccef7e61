import { Failure } from "../../core/failure.ts";
import { writeSafetensors } from "../../core/safetensors.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { type Flags, required, text } from "../flags.ts";
import { openModel } from "../openModel.ts";

export const activations: Command = {
  usage: 'tailscope activations --model DIR (--text "…" | --ids 0,5,7) --out F.safetensors',
  help: `  writes token_ids [pos], resid_pre [pos, d_model] and resid_post [layer, pos, d_model], raw (not centred)
  --text is read whole, with the BOS token in front; --ids are taken as they are`,
  flags: { model: "string", text: "string", ids: "string", out: "string" },
  async run(flags, _words, terminal) {
    const folder = required(flags, "model");
    const out = required(flags, "out");
    const given = tokenIds(flags);
    const source = await openModel(folder);
    const { nLayers, dModel, nCtx, dVocab } = source.shape;
    let ids = given;
    if (ids === undefined) {
      const tokens = source.tokenize(text(flags, "text")!, true);
      if (tokens.cut > 0) terminal.say(`The text was cut at ${nCtx} tokens; ${tokens.cut} were left out.`);
      ids = tokens.ids;
    }
    if (ids.length > nCtx)
      throw new Failure(
        "bad-data",
        `${ids.length} token ids are more than the ${nCtx} that ${source.shape.id} reads.`,
      );
    const odd = ids.find((id) => id >= dVocab);
    if (odd !== undefined)
      throw new Failure("bad-data", `The token id ${odd} is not among the ${dVocab} of ${source.shape.id}.`);

    const size = ids.length * dModel;
    const residPost = new Float32Array(nLayers * size);
    for await (const layer of source.run([ids]))
      residPost.set(layer.residPost.subarray(0, size), layer.layer * size);
    const file = writeSafetensors({
      token_ids: { shape: [ids.length], data: BigInt64Array.from(ids, BigInt) },
      resid_pre: { shape: [ids.length, dModel], data: source.residPre([ids]) },
      resid_post: { shape: [nLayers, ids.length, dModel], data: residPost },
    });
    await writeWhole(out, file);
    terminal.result(
      { out, tokenIds: ids, nLayers, dModel },
      `${out}: ${nLayers} layers × ${ids.length} tokens × ${dModel}`,
    );
    await source.release();
  },
};

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
