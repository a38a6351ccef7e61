/** One request as the loopback hub saw it. */
export interface HubRequest {
  /** The hub itself, or the host that large files lie on. */
  at: "hub" | "cdn";
  method: string;
  host: string;
  url: string;
  range: string | undefined;
  authorization: string | undefined;
  origin: string | undefined;
}

/** What goes wrong with an answer. Several may be combined. */
export interface HubFault {
  /** How many answers; 1 unless told, Infinity for always. */
  times?: number;
  /** "redirect": the hub's answer that sends a large file's reader on; else the answer that has the body. */
  on?: "redirect";
  status?: number;
  /** Sent with the answer, over what it would have; null takes a header away. */
  headers?: Record<string, string | null>;
  /** A web page instead of the file; "bare" is one that does not say so in its head. */
  html?: true | "bare";
  /** All of the file whatever range was asked for, status 200. */
  ignoreRange?: true;
  /** The connection breaks after so many bytes of the body. */
  cutAfter?: number;
  /** The body ends there as if it were whole, without a length beforehand. */
  endAfter?: number;
  /** Nothing more comes after so many bytes of the body. */
  stallAfter?: number;
  /** So many bytes more than asked for. */
  extraBytes?: number;
  bytesPerSecond?: number;
}

/** Part of `at method url`, as in "cdn GET /owner/name", or a pattern or a test of it. */
export type HubMatch = string | RegExp | ((request: HubRequest) => boolean);

export function createFaults() {
  const list: { match: HubMatch; fault: HubFault; left: number }[] = [];
  return {
    add(match: HubMatch, fault: HubFault) {
      list.push({ match, fault, left: fault.times ?? 1 });
    },
    clear() {
      list.length = 0;
    },
    /** The first fault that is meant for an answer, counted as used. */
    take(request: HubRequest, on?: HubFault["on"]): HubFault {
      const found = list.find((f) => f.left > 0 && f.fault.on === on && matches(f.match, request));
      if (!found) return {};
      found.left--;
      return found.fault;
    },
  };
}

function matches(match: HubMatch, request: HubRequest): boolean {
  if (typeof match === "function") return match(request);
  const line = `${request.at} ${request.method} ${request.url}`;
  return typeof match === "string" ? line.includes(match) : match.test(line);
}
