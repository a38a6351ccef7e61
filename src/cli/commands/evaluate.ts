import { join } from "node:path";
import { readAtlas } from "../../core/atlas.ts";
import type { EvaluationPart } from "../../core/evaluation.ts";
import { Failure } from "../../core/failure.ts";
import { writeSafetensors } from "../../core/safetensors.ts";
import { testSentences } from "../../core/testSentences.ts";
import {
  type EvaluateControl,
  evaluatePart,
  SAVED_PARTS,
  type Share,
  wholeOf,
} from "../../engine/evaluate.ts";
import { writeEvaluation } from "../../engine/evaluationFile.ts";
import { sha256Hex } from "../../model/sha256.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, DATA_HELP, DATA_USAGE, loadData } from "../data.ts";
import { type EvaluateJob, evaluateActivations } from "../evaluateActivations.ts";
import { modesFlag, partFlag } from "../evaluationFlags.ts";
import { openSavedParts, type SavedParts } from "../evaluationParts.ts";
import { readBytes, writeWhole } from "../files.ts";
import { type Flags, required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModelOf } from "../openModel.ts";
import { scoreKeeper } from "../scoreKeeper.ts";
import { scoringBackend } from "../scoringBackend.ts";
import type { Terminal } from "../terminal.ts";
import { summary, writeEvaluated } from "../writeReport.ts";

export const evaluateCommand: Command = {
  usage: `tailscope evaluate --atlas A (${MODEL_USAGE} ${DATA_USAGE} | --from-activations F.safetensors) [--mode full,tails] [--part i/n] --out DIR`,
  help: `  scores held-out sentences and writes report.json, CSV tables and evaluation.safetensors to DIR; a run that was stopped
  is gone on with by the same command
  --mode                  any of full, tails, std<k> with commas between (full,tails)
  --part i/n              scores one of n shares and writes it to DIR/part-i-of-n.evaluation; tailscope report merge joins them
  --restart               begin anew where an earlier run was stopped
  --scores F.safetensors  also log_likelihood_<mode> [sentence, class, layer]; such a run is not gone on with
  --from-activations reads test [sentence, layer, d_model] and true_class [sentence], already centred and pooled
${DATA_HELP}
${MODEL_HELP}`,
  flags: {
    atlas: "string",
    "from-activations": "string",
    mode: "string",
    out: "string",
    part: "string",
    restart: "boolean",
    scores: "string",
    ...DATA_FLAGS,
    ...MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const modes = modesFlag(flags);
    const share = partFlag(flags);
    const path = required(flags, "atlas");
    const file = text(flags, "from-activations");
    const scores = text(flags, "scores");
    if (file !== undefined && text(flags, "model") !== undefined)
      throw new Failure("usage", "--model and --from-activations exclude each other.");
    if (scores !== undefined && share) throw new Failure("usage", "--scores and --part exclude each other.");
    const bytes = await readBytes(path);
    const atlas = readAtlas(bytes, path);
    const { onScores, tensors } = scoreKeeper(atlas, modes, scores !== undefined);
    const job = { atlas, path, modes, share: share ?? { part: 1, parts: 1 }, out, onScores };
    if (file !== undefined) return finish(await evaluateActivations(file, job), share, undefined);
    const { part, saved } = await throughModel(flags, { ...job, sha256: await sha256Hex(bytes) }, terminal);
    return finish(part, share, saved);

    async function finish(part: EvaluationPart, asked: Share | undefined, saved: SavedParts | undefined) {
      if (asked) await writePart(out, part, terminal);
      else {
        if (scores !== undefined) await writeWhole(scores, writeSafetensors(tensors(part.nTest)));
        const report = await writeEvaluated(out, wholeOf(part));
        terminal.result(report, summary(out, report));
      }
      await saved?.remove();
    }
  },
};

async function writePart(out: string, part: EvaluationPart, terminal: Terminal): Promise<void> {
  const file = join(out, `part-${part.part}-of-${part.parts}.evaluation`);
  await writeWhole(file, writeEvaluation(part));
  const told = { part: part.part, parts: part.parts, nScored: part.indices.length, nTest: part.nTest, file };
  terminal.result(
    told,
    `${told.nScored} of ${told.nTest} sentences, part ${part.part} of ${part.parts} → ${file}`,
  );
}

async function throughModel(
  flags: Flags,
  { atlas, path, modes, share, out, onScores, sha256: atlasSha256 }: EvaluateJob & { sha256: string },
  terminal: Terminal,
): Promise<{ part: EvaluationPart; saved: SavedParts | undefined }> {
  required(flags, "model");
  const { dataset, split, sha256, name, splitName } = await loadData(flags, atlas.recipe.data.split);
  if (JSON.stringify(dataset.classes.map((c) => c.path)) !== JSON.stringify(atlas.recipe.classes)) {
    throw new Failure(
      "mismatch",
      `${path} was fitted on other classes than those of ${text(flags, "data")}: evaluate it on the data it was fitted on.`,
    );
  }
  if (split.test.length === 0)
    throw new Failure(
      "bad-data",
      `The split of ${text(flags, "data")} holds out no sentences: there is nothing to evaluate.`,
    );
  if (sha256 !== atlas.recipe.data.sha256) {
    terminal.say(
      `${name} is not the file that ${path} was fitted on (${atlas.recipe.data.name}): some test sentences may have been trained on.`,
    );
  }
  const control: EvaluateControl = {
    onProgress: terminal.progress,
    origin: { atlasSha256, dataSha256: sha256, split: splitName },
    ...(onScores && { onScores }),
  };
  const run = {
    atlas: atlasSha256,
    data: sha256,
    split: splitName,
    "--mode": modes.map((m) => m.name).join(),
  };
  return withModelOf({ atlas, path }, flags, terminal, async (source) => {
    const folder = join(out, ".parts", `${share.part}-of-${share.parts}`);
    const saved = onScores ? undefined : await openSavedParts(folder, run, flags.restart === true);
    if (saved && saved.found > 0)
      terminal.say(`Going on where it was stopped: ${saved.found} of ${SAVED_PARTS} parts are there.`);
    const test = testSentences(split);
    const kept = saved ? { ...control, store: saved } : control;
    const backend = scoringBackend(atlas, test.length / share.parts);
    const part = await evaluatePart(source, backend, atlas, test, modes, share, kept).finally(() =>
      backend.dispose(),
    );
    return { part, saved };
  });
}
