import { diskStore } from "../../../src/cli/diskStore.ts";
import { openCheckpoint } from "../../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../../src/model/nodeRuntime.ts";
import { timeForward } from "../forward.ts";
import { hubFilesOf } from "./hubFilesOf.ts";
import { type Asked, measureModel } from "./measureModel.ts";
import { type Memory, memoryOf } from "./memory.ts";
import { warmUp } from "./warmUp.ts";

// A process of its own for one measurement, so that its memory is that of one model. argv: what is asked, as JSON; prints JSON.

export interface NodeAsked extends Asked {
  endpoint: string;
  repo: string;
  /** Folder of the cache; what is not there is downloaded into it. */
  cache: string;
  /** Measure against one bare session instead. */
  bare: boolean;
}

const asked = JSON.parse(process.argv[2]!) as NodeAsked;
const runtime = nodeRuntime();
const openFiles = (repo: string) => hubFilesOf(asked.endpoint, repo, diskStore(asked.cache));
const files = () => openFiles(asked.repo);
if (asked.bare) {
  const times = await timeForward(await openCheckpoint(await files()), runtime, asked.rounds, asked.nTokens);
  console.log(JSON.stringify(times));
} else {
  await warmUp(openFiles, runtime, asked);
  const before = memoryOf(process.pid);
  let after: Memory | undefined;
  const measured = await measureModel(files, runtime, asked, () => {
    after = memoryOf(process.pid);
  });
  const memory = before && after && { beforeBytes: before.now, peakBytes: after.peak };
  console.log(JSON.stringify({ ...measured, ...memory }));
}
