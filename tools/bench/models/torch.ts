import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Asked } from "./measureModel.ts";

/** The Python that has PyTorch and transformers: TAILSCOPE_PYTHON, or python3; undefined where neither does. */
export function torchPython(): string | undefined {
  const python = process.env.TAILSCOPE_PYTHON ?? "python3";
  return spawnSync(python, ["-c", "import torch, transformers"]).status === 0 ? python : undefined;
}

/** Milliseconds of forward passes of the same config in PyTorch, float32, random weights of its own. */
export async function torchPasses(
  python: string,
  config: Record<string, unknown>,
  { nTokens, rounds, seconds }: Asked,
): Promise<number[]> {
  const script = join(import.meta.dirname, "torchForward.py");
  const args = [script, JSON.stringify(config), ...[nTokens, rounds, seconds].map(String)];
  const { stdout } = await promisify(execFile)(python, args, { encoding: "utf8" });
  return JSON.parse(stdout) as number[];
}
