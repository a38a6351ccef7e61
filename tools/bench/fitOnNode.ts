import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { MEMORY } from "../../src/cli/memory.mjs";
import type { FitAsked, FitMeasured } from "./fitModel.ts";

/** One fit in a process of its own, started as the command line starts itself. */
export async function fitOnNode(asked: FitAsked): Promise<FitMeasured> {
  const script = join(import.meta.dirname, "fitModel.ts");
  const args = ["--expose-gc", "--import", "tsx", script, JSON.stringify(asked)];
  const env = { ...process.env, ...MEMORY };
  const { stdout } = await promisify(execFile)(process.execPath, args, { encoding: "utf8", env });
  return JSON.parse(stdout) as FitMeasured;
}
