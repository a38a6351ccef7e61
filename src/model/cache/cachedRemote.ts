import { Failure } from "../../core/failure.ts";
import type { RemoteFiles } from "../modelFiles.ts";
import type { PartStore } from "../partStore.ts";
import { AS_F16, commitFolder, tensorFolder } from "./layout.ts";

/** What stands in for the network when there is none: `cachedFiles` over it gives what is kept, and refuses the rest. */
export function cachedRemote(store: PartStore, repo: string, commit: string): RemoteFiles {
  const place = { repo, commit };
  const refuse = async (what: string): Promise<never> => {
    const there = await store.list(commitFolder(place));
    const halved = there.some(
      ({ path }) => path.startsWith(tensorFolder(place)) && path.endsWith(`@${AS_F16}`),
    );
    const hint = halved ? "; some of its weights are kept as F16 only, which must be allowed" : "";
    throw new Failure(
      "io",
      `${what} of ${repo} (commit ${commit.slice(0, 7)}) is not in the cache, and --offline was given or there is no ` +
        `network: open the model once with a network${hint}.`,
    );
  };
  return {
    repo,
    commit,
    list: () => refuse("The list of files"),
    size: (path) => refuse(path),
    // biome-ignore lint/correctness/useYield: it refuses before there is anything to give.
    async *stream(path) {
      await refuse(path);
    },
  };
}
