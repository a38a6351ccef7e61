import { Failure } from "../../core/failure.ts";
import type { Call } from "./call.ts";
import { Passing, retryAfterMs } from "./patience.ts";

/** What was asked for, for sentences. */
export interface Asked {
  endpoint: string;
  repo: string;
  revision: string;
  /** A file; absent where the repository itself was asked for. */
  path?: string;
  /** A token was sent. */
  withToken: boolean;
}

/** Turns an answer that is no success into what is thrown: `Passing` where it may pass, else a sentence. */
export function refused({ response, host }: Call, asked: Asked): Passing | Failure {
  const { status, headers } = response;
  const { endpoint, repo, revision, path, withToken } = asked;
  const waitMs = retryAfterMs(headers.get("retry-after"), Date.now());
  const passing = () => new Passing(`${host} answered ${status}`, waitMs === undefined ? {} : { waitMs });
  if (status === 408 || status === 429 || status >= 500) return passing();
  // Where files really lie, a refusal means an expired address, and every try gets a new one.
  if (host !== new URL(endpoint).host) return passing();

  const code = headers.get("x-error-code");
  const page = `${endpoint}/${repo}`;
  if (/invalid credentials/i.test(headers.get("x-error-message") ?? ""))
    return new Failure("io", `${host} does not know the token that was given: make a new one and give that.`);
  if (code === "RevisionNotFound")
    return new Failure("bad-file", `${repo} has no revision "${revision}": see ${page} for those it has.`);
  if (code === "EntryNotFound" || (status === 404 && path !== undefined && code !== "RepoNotFound"))
    return new Failure("bad-file", `${repo}@${revision} has no file "${path ?? ""}".`);
  // The hub says 401 of repositories that don't exist, so as not to tell which private ones do.
  if (code === "RepoNotFound" || (path === undefined && code === null && status === 401)) {
    const else_ = withToken ? "the token given does not open it" : "it is private and needs a token";
    return new Failure("bad-file", `${host} has no model ${repo}: check its name; or ${else_}.`);
  }
  if (status === 404) {
    const why = `no model ${repo}, or none with the revision "${revision}"`;
    return new Failure("bad-file", `${host} has ${why}: check its name at ${endpoint}.`);
  }
  if (status === 401 || status === 403) {
    return new Failure(
      "io",
      withToken
        ? `${host} keeps ${repo} closed (${status}): the token given does not open this repository; ask for access on ${page} with the account it belongs to.`
        : `${host} keeps ${repo} closed (${status}): ask for access on ${page}, then give a token of yours.`,
    );
  }
  const what = path === undefined ? repo : `${repo}/${path}`;
  return new Failure("io", `${what} can't be fetched: ${host} answered ${status}.`);
}

/** A captive portal, a login or a proxy's notice came instead of what was asked for. */
export function webPage(name: string, host: string): Failure {
  return new Failure(
    "bad-file",
    `${host} answered with a web page instead of ${name}: sign in to the network if it asks for it, and check the hub's address.`,
  );
}

/** Whether these first bytes are HTML's. */
export function looksLikePage(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, "");
  return /^<(?:!doctype|html)/i.test(start);
}
