import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { MEMORY } from "../../../src/cli/memory.mjs";
import type { ForwardTimes } from "../forward.ts";
import type { Asked, Measured } from "./measureModel.ts";
import type { NodeAsked } from "./nodeModel.ts";

export interface MeasuredMemory extends Measured {
  /** In use when a tiny model had been opened and closed; both are undefined where they can't be told. */
  beforeBytes?: number;
  /** The most that was in use until the last layer had come. */
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
    const env = { ...process.env, ...MEMORY }; // as the command line starts itself
    const { stdout } = await promisify(execFile)(process.execPath, args, { encoding: "utf8", env });
    return JSON.parse(stdout) as T;
  };
  try {
    const measured = await run<MeasuredMemory>(false);
    return withBare ? { measured, bare: await run<ForwardTimes>(true) } : { measured };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
