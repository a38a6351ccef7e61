import { Failure } from "../../core/failure.ts";
import type { Call } from "./call.ts";
import { readAll } from "./call.ts";
import { looksLikePage, webPage } from "./refuse.ts";

/** A revision as it stands now: its commit, and its files with their lengths where they are told. */
export interface Listing {
  commit: string;
  files: Map<string, number | undefined>;
}

const LONGEST_BYTES = 64 << 20;

/** Address of what `readListing` reads. */
export function listingUrl(endpoint: string, repo: string, revision: string): string {
  return `${endpoint}/api/models/${repo}/revision/${encodeURIComponent(revision)}?blobs=true`;
}

/** Reads the hub's description of a repository. @throws Passing | Failure("bad-file" | "aborted") */
export async function readListing(call: Call, repo: string): Promise<Listing> {
  const name = `the description of ${repo}`;
  if (call.response.headers.get("content-type")?.startsWith("text/html")) throw webPage(name, call.host);
  const bytes = await readAll(call, LONGEST_BYTES, `${name} from ${call.host}`);
  if (looksLikePage(bytes)) throw webPage(name, call.host);
  const { sha, siblings } = (parse(bytes) ?? {}) as { sha?: unknown; siblings?: unknown };
  if (typeof sha !== "string" || !/^[0-9a-f]{40}$/.test(sha) || !Array.isArray(siblings)) {
    throw new Failure(
      "bad-file",
      `${call.host} answered with something else than ${name}: check the hub's address.`,
    );
  }
  const files = new Map<string, number | undefined>();
  for (const entry of siblings as ({ rfilename?: unknown; size?: unknown } | null)[]) {
    const path = entry?.rfilename;
    if (typeof path === "string" && isPath(path))
      files.set(path, Number.isSafeInteger(entry!.size) ? (entry!.size as number) : undefined);
  }
  return { commit: sha, files };
}

/** Whether a path stays inside its repository. */
function isPath(path: string): boolean {
  return (
    !path.includes("\\") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
