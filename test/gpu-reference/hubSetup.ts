import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { startHub } from "../support/hub.ts";
import { repoOfFolder } from "../support/hubRepos.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a loopback hub that has the reference checkpoints as `reference/<name>`. */
    hub: string;
  }
}

const root = resolve(import.meta.dirname, "../../../shared/reference/checkpoints");

/** Starts the hub beside the browser; gives what closes it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const names = existsSync(root) ? readdirSync(root) : [];
  const repos = Object.fromEntries(
    names.map((name) => [`reference/${name}`, repoOfFolder(resolve(root, name))]),
  );
  const hub = await startHub({ repos });
  provide("hub", hub.endpoint);
  return () => hub.close();
}
