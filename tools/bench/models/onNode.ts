import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ForwardTimes } from "../forward.ts";
import type { Asked, Measured } from "./measureModel.ts";
import type { NodeAsked } from "./nodeModel.ts";

export interface MeasuredMemory extends Measured {
  /** Over what was in use before it was opened, until the last layer had come; undefined where it can't be told. */
  peakBytes?: number;
}

/** From the bench's hub into an empty cache on disk and into onnxruntime-node, in a process of its own. */
export async function measureOnNode(
  endpoint: string,
  repo: string,
  asked: Asked,
  withBare: boolean,
): Promise<{ measured: MeasuredMemory; bare?: ForwardTimes }> {
  const cache = await mkdtemp(join(tmpdir(), "tailscope-bench-"));
  const run = async <T>(bare: boolean): Promise<T> => {
    const all: NodeAsked = { ...asked, endpoint, repo, cache, bare };
    const args = ["--import", "tsx", join(import.meta.dirname, "nodeModel.ts"), JSON.stringify(all)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { encoding: "utf8" });
    return JSON.parse(stdout) as T;
  };
  try {
    const measured = await run<MeasuredMemory>(false);
    return withBare ? { measured, bare: await run<ForwardTimes>(true) } : { measured };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
