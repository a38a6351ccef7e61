import { join } from "node:path";
import { type CliResult, tailscopeIn } from "./cli.ts";

/** The command line with a cache folder of its own, and the hub it looks things up on. */
export function cachedCli(cache: string, endpoint: string, more: Record<string, string> = {}) {
  const env = { TAILSCOPE_CACHE: cache, HF_ENDPOINT: endpoint, HF_TOKEN: "", HF_HUB_OFFLINE: "", ...more };
  const run = (...args: string[]): Promise<CliResult> => tailscopeIn({ env }, ...args);
  return {
    env,
    run,
    /** Runs what must go well. */
    async fine(...args: string[]): Promise<CliResult> {
      const result = await run(...args);
      if (result.code !== 0) throw new Error(`exit code ${result.code}: ${result.stderr}`);
      return result;
    },
    /** Runs what must be refused, in one line, and gives it without the program's name. */
    async refused(...args: string[]): Promise<string> {
      const { code, stdout, stderr } = await run(...args);
      const lines = stderr.trimEnd().split("\n");
      const told = lines[0]!.startsWith("tailscope: ") && (code === 2 || lines.length === 1);
      if (code === 0 || stdout !== "" || !told) throw new Error(`${code}, "${stdout}", "${stderr}"`);
      return `${code} ${lines[0]!.slice("tailscope: ".length)}`;
    },
    models: async () => JSON.parse((await run("models", "--json")).stdout) as CachedList,
  };
}

export interface CachedList {
  folder: string;
  bytes: number;
  models: {
    repo: string;
    commit: string;
    revisions: string[];
    bytes: number;
    complete: boolean;
    asF16: boolean;
  }[];
}

/** A folder for a cache that is not there yet. */
let made = 0;
export const newCache = (root: string): string => join(root, `cache${made++}`);
