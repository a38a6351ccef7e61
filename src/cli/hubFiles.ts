import type { Signal } from "../core/seams.ts";
import { formatBytes } from "../model/bytes.ts";
import { openCheckpoint } from "../model/checkpoint.ts";
import { DEFAULT_ENDPOINT } from "../model/hub/endpoint.ts";
import { type HubModel, openHubModel } from "../model/hubModel.ts";
import type { ModelFiles } from "../model/modelFiles.ts";
import type { ModelRef } from "../model/modelRef.ts";
import type { PartStore } from "../model/partStore.ts";
import { cacheFolder, diskStore } from "./diskStore.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

export interface HubFiles {
  files: ModelFiles;
  /** Bytes of weights that are still to be downloaded. */
  missing: number;
  /** To be called when the last layer has come: from then on the model opens without a network. */
  keep(f16Error: number | undefined): Promise<void>;
}

/** A download of more is announced. */
const LARGE = 50e6;

/** A repository's files through the cache on this disk; looked up on the hub that the environment names, unless offline. */
export async function hubFiles(
  ref: ModelRef,
  flags: Flags,
  terminal: Terminal,
  signal: Signal,
): Promise<HubFiles> {
  const folder = cacheFolder(process.env);
  const store = diskStore(folder);
  const model = await openHubModel(ref, store, {
    endpoint: process.env.HF_ENDPOINT || DEFAULT_ENDPOINT,
    token: process.env.HF_TOKEN ?? "",
    storeF16: flags.f16 === true,
    offline: isOffline(flags),
    signal,
    onNote: terminal.say,
  });
  const checkpoint = await openCheckpoint(model.files);
  const missing = await model.missing(checkpoint);
  if (missing > LARGE) terminal.say(await announcement(model, missing, store, folder));
  return { files: model.files, missing, keep: (f16Error) => model.keep(checkpoint, f16Error) };
}

/** As the hub's own tools read the variable. */
function isOffline(flags: Flags): boolean {
  return flags.offline === true || /^(1|on|yes|true)$/i.test(process.env.HF_HUB_OFFLINE ?? "");
}

async function announcement(
  { files, commit }: HubModel,
  missing: number,
  store: PartStore,
  folder: string,
): Promise<string> {
  const told = `${files.id}, commit ${commit.slice(0, 12)}: ${formatBytes(missing)} will be downloaded and kept in ${folder}.`;
  const room = await store.room();
  return room === undefined || room > missing
    ? told
    : `${told} Only ${formatBytes(room)} are free there: what does not fit is not kept.`;
}
