import { theEngine } from "./engine.ts";
import { refreshPlan } from "./plan.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Asks anew what lies in the cache, and so which models need no download. */
export async function refreshCache(): Promise<void> {
  try {
    const [cache, models] = await Promise.all([theEngine().cache(), theEngine().models()]);
    store.setState({ cache, models });
  } catch (error) {
    report(error);
  }
}

/** Deletes one commit of a repository; a model that is open goes on running. */
export async function deleteCached(repo: string, commit: string): Promise<void> {
  try {
    await theEngine().removeCached(repo, commit);
  } catch (error) {
    report(error);
  }
  await Promise.all([refreshCache(), refreshPlan()]);
}
