import { diskStore } from "../../../src/cli/diskStore.ts";
import { openCheckpoint } from "../../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../../src/model/nodeRuntime.ts";
import { timeForward } from "../forward.ts";
import { hubFilesOf } from "./hubFilesOf.ts";
import { type Asked, measureModel } from "./measureModel.ts";
import { type Memory, memoryOf } from "./memory.ts";

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
const files = () => hubFilesOf(asked.endpoint, asked.repo, diskStore(asked.cache));
if (asked.bare) {
  const times = await timeForward(await openCheckpoint(await files()), runtime, asked.rounds, asked.nTokens);
  console.log(JSON.stringify(times));
} else {
  const before = memoryOf(process.pid);
  let after: Memory | undefined;
  const measured = await measureModel(files, runtime, asked, () => {
    after = memoryOf(process.pid);
  });
  console.log(
    JSON.stringify({ ...measured, ...(before && after && { peakBytes: after.peak - before.now }) }),
  );
}
