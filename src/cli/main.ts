import { join } from "node:path";
import { Failure } from "../core/failure.ts";
import type { Command } from "./command.ts";
import { readJsonFile } from "./files.ts";
import { parseFlags } from "./flags.ts";
import { createTerminal } from "./terminal.ts";

/** Read when they are asked for: a command starts with what it needs, ONNX Runtime only where a model runs. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  activations: async () => (await import("./commands/activations.ts")).activations,
  data: async () => (await import("./commands/data.ts")).dataCommand,
  fit: async () => (await import("./commands/fit.ts")).fitCommand,
  atlas: async () => (await import("./commands/atlas.ts")).atlasCommand,
  evaluate: async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  predict: async () => (await import("./commands/predict.ts")).predictCommand,
  models: async () => (await import("./commands/models.ts")).modelsCommand,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  study: async () => (await import("./commands/study.ts")).studyCommand,
  compare: async () => (await import("./commands/compare.ts")).compareCommand,
  values: async () => (await import("./commands/values.ts")).valuesCommand,
};

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [
    "tailscope: what a language model says with the mere magnitude of its activations\n",
    ...commands.map(({ usage }) => `  ${usage}`),
    "\nEvery command takes --json and --help; --version says which version this is. Exit code 0 fine, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.",
  ].join("\n");
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "help") {
    (name === undefined ? process.stderr : process.stdout).write(`${await overview()}\n`);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    const about = await readJsonFile(join(import.meta.dirname, "../../package.json"));
    const { version } = about as { version: string };
    process.stdout.write(`tailscope ${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]!() : undefined;
  try {
    if (!command) throw new Failure("usage", `"${name}" is no command.\n\n${await overview()}`);
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
