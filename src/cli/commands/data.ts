import type { DataPreview } from "../../core/api.ts";
import { previewData } from "../../core/dataPreview.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, DATA_HELP, DATA_USAGE, loadData } from "../data.ts";
import { table } from "../textTable.ts";

export const dataCommand: Command = {
  usage: `tailscope data ${DATA_USAGE}`,
  help: `  shows what is in a data set before anything is fitted on it: classes, split, repeats, leaks, scripts
${DATA_HELP}`,
  flags: DATA_FLAGS,
  async run(flags, _words, terminal) {
    const { dataset, split, name, sha256, splitName } = await loadData(flags);
    const preview = previewData(dataset, split, name, sha256, splitName);
    terminal.result(preview, told(preview));
  },
};

function told(data: DataPreview): string {
  const levels = data.levels.map(({ name, labels }) => `${count(labels.length)} × ${name}`).join(", ");
  const scripts = data.scripts.map(({ script, sentences }) => `${script} ${count(sentences)}`).join(", ");
  const facts = [
    ["classes", `${count(data.classes.length)} (${levels})`],
    ["sentences", `${count(data.nTrain)} to train on, ${count(data.nTest)} held out (${data.split})`],
    [
      "repeated texts",
      `${count(data.repeatsWithin)} within their class, ${count(data.repeatsAcross)} across classes; ${count(data.identicalRepeats ?? 0)} to the letter`,
    ],
    ["leaks", `${count(data.nearLeaks ?? data.leaks)}; ${count(data.leaks)} to the letter`],
    ["empty texts", count(data.empty)],
    ["scripts", scripts],
    ["sha256", data.sha256],
  ];
  const rows = data.classes.map((c) => [c.path.join(" / "), count(c.nTrain), count(c.nTest)]);
  return [
    data.name,
    table(facts),
    "",
    table([["class", "train", "test"], ...rows]),
    ...(data.warnings.length > 0 ? ["", ...data.warnings] : []),
  ].join("\n");
}

const count = (n: number) => n.toLocaleString("en-US");
