import { readAtlas } from "../../core/atlas.ts";
import { Failure } from "../../core/failure.ts";
import { parseMode } from "../../core/options.ts";
import { cpuBackend } from "../../engine/cpuBackend.ts";
import { predict } from "../../engine/predict.ts";
import type { Command } from "../command.ts";
import { readBytes } from "../files.ts";
import { required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModelOf } from "../openModel.ts";

export const predictCommand: Command = {
  usage: `tailscope predict ${MODEL_USAGE} --atlas A [--mode full|tails|std<k>] "text"`,
  help: `  ranks all classes for one text, best first; log-likelihoods are in nats and no probabilities
${MODEL_HELP}`,
  flags: { atlas: "string", mode: "string", ...MODEL_FLAGS },
  async run(flags, words, terminal) {
    if (words.length !== 1 || words[0]!.trim() === "")
      throw new Failure("usage", "one text in quotation marks is needed.");
    const name = text(flags, "mode") ?? "full";
    const mode = parseMode(name);
    if (!mode) throw new Failure("usage", `--mode ${name}: full, tails or std<k> (std2) is needed.`);
    required(flags, "model");
    const path = required(flags, "atlas");
    const atlas = readAtlas(await readBytes(path), path);
    const { read, tokens, rankings, nCtx } = await withModelOf(
      { atlas, path },
      flags,
      terminal,
      async (source) => {
        const { scorer, ...guess } = await predict(source, cpuBackend(atlas), atlas, words[0]!, [mode]);
        scorer.dispose();
        return { ...guess, nCtx: source.shape.nCtx };
      },
    );
    if (tokens.cut > 0) terminal.say(`The text was cut at ${nCtx} tokens; ${tokens.cut} were left out.`);
    const { ranking: order, logLikelihood, floorShare, meanTailCount } = rankings[0]!;
    const ranking = order.map((c) => ({ path: atlas.recipe.classes[c]!, logLikelihood: logLikelihood[c]! }));
    const best = ranking[0]!.logLikelihood;
    const shown = ranking
      .slice(0, 10)
      .map((r) => `${(r.logLikelihood - best).toFixed(2).padStart(10)}  ${r.path.join(" · ")}`);
    terminal.result(
      {
        text: words[0],
        read,
        tokens: tokens.texts,
        tokenIds: tokens.ids,
        cut: tokens.cut,
        mode: name,
        floorShare,
        meanTailCount,
        ranking,
      },
      [
        `read: ${JSON.stringify(read)}, ${tokens.ids.length} tokens, ${name}`,
        "nats behind the best:",
        ...shown,
      ].join("\n"),
    );
  },
};
