import { Failure } from "../core/failure.ts";
import type { Command } from "./command.ts";
import { activations } from "./commands/activations.ts";
import { atlasCommand } from "./commands/atlas.ts";
import { compareCommand } from "./commands/compare.ts";
import { dataCommand } from "./commands/data.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { exportCommand } from "./commands/export.ts";
import { fitCommand } from "./commands/fit.ts";
import { modelsCommand } from "./commands/models.ts";
import { predictCommand } from "./commands/predict.ts";
import { reportCommand } from "./commands/report.ts";
import { studyCommand } from "./commands/study.ts";
import { valuesCommand } from "./commands/values.ts";
import { parseFlags } from "./flags.ts";
import { createTerminal } from "./terminal.ts";

const COMMANDS: Record<string, Command> = {
  activations,
  data: dataCommand,
  fit: fitCommand,
  atlas: atlasCommand,
  evaluate: evaluateCommand,
  report: reportCommand,
  predict: predictCommand,
  models: modelsCommand,
  export: exportCommand,
  study: studyCommand,
  compare: compareCommand,
  values: valuesCommand,
};

const overview = () =>
  `tailscope: what a language model says with the mere magnitude of its activations\n\n${Object.values(
    COMMANDS,
  )
    .map((c) => `  ${c.usage}`)
    .join(
      "\n",
    )}\n\nEvery command takes --json and --help. Exit code 0 fine, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.`;

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "help") {
    (name === undefined ? process.stderr : process.stdout).write(`${overview()}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new Failure("usage", `"${name}" is no command.\n\n${overview()}`);
    const { flags, rest: words } = parseFlags(rest, { ...command.flags, json: "boolean", help: "boolean" });
    if (flags.help) process.stdout.write(`${command.usage}\n${command.help}\n`);
    else await command.run(flags, words, createTerminal(flags.json === true));
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`tailscope: ${error.message}\n`);
    if (error.kind === "usage" && command) process.stderr.write(`usage: ${command.usage}\n`);
    return error.kind === "usage" ? 2 : error.kind === "aborted" ? 130 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`tailscope: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
});
