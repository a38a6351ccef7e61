import { Failure } from "../../core/failure.ts";

export const DEFAULT_ENDPOINT = "https://huggingface.co";

/**
 * Checks a base address and takes the slash off its end: https, or http to this machine and private networks, because a
 * token and the weights go over it. @throws Failure("usage")
 */
export function parseEndpoint(text: string): string {
  const refuse = (why: string): never => {
    throw new Failure("usage", `The hub's address ${why}: write one like ${DEFAULT_ENDPOINT}.`);
  };
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return refuse(`${JSON.stringify(text)} can't be read`);
  }
  const shown = `${url.protocol}//${url.host}${url.pathname}`; // without a password
  if (url.username || url.password) return refuse(`${shown} comes with a name or a password`);
  if (url.search || url.hash || /[?#]/.test(text)) return refuse(`${shown} comes with a query`);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse(`${shown} is neither https nor http`);
  if (url.protocol === "http:" && !isPrivate(url.hostname))
    return refuse(`${shown} is not encrypted and not in your own network`);
  return shown.replace(/\/+$/, "");
}

/** Whether a host's name or address is one that no public host has. */
function isPrivate(host: string): boolean {
  if (host.startsWith("[")) return /^\[(?:::1\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host))
    return /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(host);
  return !host.includes(".") || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host);
}
