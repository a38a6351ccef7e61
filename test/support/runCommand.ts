import type { Command } from "../../src/cli/command.ts";
import { parseFlags } from "../../src/cli/flags.ts";

/** Runs a command in this process, for what needs none of its own, and gives its JSON and what it said. */
export async function runCommand<T>(
  command: Command,
  ...args: string[]
): Promise<{ json: T; said: string[] }> {
  const { flags, rest } = parseFlags(args, command.flags);
  let json: unknown;
  const said: string[] = [];
  await command.run(flags, rest, {
    progress() {},
    say: (line) => said.push(line),
    result(value) {
      json = JSON.parse(JSON.stringify(value)) as unknown;
    },
  });
  return { json: json as T, said };
}
