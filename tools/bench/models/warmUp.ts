import type { Runtime } from "../../../src/model/blockSessions.ts";
import type { ModelFiles } from "../../../src/model/modelFiles.ts";
import { type Asked, measureModel } from "./measureModel.ts";

/** Where the bench's hub has a tiny model of the measured one's family and element type. */
export const WARM_REPO = "bench/warm-up";

/**
 * Opens, runs and closes the tiny model on the way that the measured one will take: programs are compiled and threads started
 * before anybody looks at the memory in use.
 */
export async function warmUp<R>(
  openFiles: (repo: string) => Promise<ModelFiles>,
  runtime: Runtime<R>,
  asked: Asked,
): Promise<void> {
  await measureModel(
    () => openFiles(WARM_REPO),
    runtime,
    { ...asked, rounds: 1 },
    () => {},
  );
}
