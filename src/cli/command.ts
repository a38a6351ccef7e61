import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** One command of the command line. */
export interface Command {
  usage: string;
  help: string;
  flags: Record<string, "string" | "boolean">;
  run(flags: Flags, words: string[], terminal: Terminal): Promise<void>;
}
