import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // a process takes a second to start, on a busy machine several

const PROGRAM = resolve(import.meta.dirname, "../../src/cli/tailscope.mjs");

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line as its own process. */
export const tailscope = (...args: string[]): Promise<CliResult> => tailscopeIn({}, ...args);

/** The same in another folder, or with other environment variables besides. */
export function tailscopeIn(
  { env, cwd }: { env?: Record<string, string>; cwd?: string },
  ...args: string[]
): Promise<CliResult> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [PROGRAM, ...args],
      {
        encoding: "utf8",
        timeout: 60_000,
        env: { ...process.env, ...env },
        ...(cwd !== undefined && { cwd }),
      },
      (error, stdout, stderr) => {
        done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
      },
    );
  });
}

/** Runs it and gives the JSON it answers; anything but success throws with what it said. */
export async function tailscopeJson<T>(...args: string[]): Promise<{ json: T; stderr: string }> {
  const { code, stdout, stderr } = await tailscope(...args, "--json");
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
  return { json: JSON.parse(stdout) as T, stderr };
}

/** Exit code and the one sentence of a run that must fail; more on stderr than that (and the usage after it) throws. */
export async function tailscopeRefusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await tailscope(...args);
  const lines = stderr.trimEnd().split("\n");
  const usage = code === 2 && lines.length === 2 && lines[1]!.startsWith("usage: tailscope ");
  if (code === 0 || stdout !== "" || !lines[0]!.startsWith("tailscope: ") || (lines.length > 1 && !usage))
    throw new Error(`exit code ${code}, stdout "${stdout}", stderr "${stderr}"`);
  return `${code} ${lines[0]!.slice("tailscope: ".length)}`;
}

/** Starts it and lets it run: for stopping it half-way. */
export function startTailscope(env: Record<string, string>, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, ...env } });
}

/** Every file under a folder, for seeing that nothing was half-written. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort();
}
