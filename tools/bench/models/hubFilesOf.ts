import { openHubModel } from "../../../src/model/hubModel.ts";
import type { ModelFiles } from "../../../src/model/modelFiles.ts";
import { parseModelRef } from "../../../src/model/modelRef.ts";
import type { PartStore } from "../../../src/model/partStore.ts";

/** A repository of the bench's hub as every composition root opens it. */
export async function hubFilesOf(
  endpoint: string,
  repo: string,
  store: PartStore | undefined,
): Promise<ModelFiles> {
  const settings = { endpoint, token: "", storeF16: false };
  return (await openHubModel(parseModelRef(repo), store, settings)).files;
}
