import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HubOptions } from "../../src/model/hub/openHub.ts";
import { type Hub, startHub } from "../support/hub.ts";
import type { HubFault } from "../support/hubFaults.ts";
import { openOn, readStream, told } from "../support/hubReader.ts";
import { commitOf, repoOf } from "../support/hubRepos.ts";

const FILE = "model.safetensors";
const SIZE = 200_000;
const WEIGHTS = Uint8Array.from({ length: SIZE }, (_, i) => (i * 7 + (i >> 8)) % 251);
const ALWAYS = Number.POSITIVE_INFINITY;

let hub: Hub;
beforeAll(async () => {
  const config = new TextEncoder().encode("{}");
  hub = await startHub({ repos: { "a/model": repoOf({ "config.json": config, [FILE]: WEIGHTS }) } });
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.heal();
  hub.requests.length = 0;
});

/** Reads [begin, end) under a fault, and checks it; gives the ranges that storage was asked for. */
async function survives(
  fault: HubFault,
  options: HubOptions & { waits?: number[] } = {},
  [begin, end] = [1000, SIZE],
) {
  const files = await openOn(hub, "a/model", options);
  hub.fail("cdn GET", fault);
  const bytes = await readStream(files, FILE, begin!, end!);
  expect(Buffer.from(WEIGHTS.subarray(begin, end)).equals(bytes)).toBe(true);
  return hub.requests.filter((r) => r.at === "cdn").map((r) => r.range!.slice("bytes=".length));
}

/** The sentence that reading [1000, SIZE) under faults ends in. */
async function ends(...faults: HubFault[]) {
  const files = await openOn(hub, "a/model");
  for (const fault of faults) hub.fail(fault.on ? "hub GET" : "cdn GET", fault);
  return told(hub, readStream(files, FILE, 1000, SIZE));
}

describe("what passes is borne", () => {
  it.each([1, 65_000, 198_999])("a stream cut after %i bytes goes on at the byte", async (cutAfter) => {
    const ranges = await survives({ cutAfter });
    expect(ranges).toHaveLength(2);
    const at = Number(ranges[1]!.split("-")[0]);
    expect(at).toBeGreaterThanOrEqual(1000);
    expect(at).toBeLessThanOrEqual(1000 + cutAfter);
  });

  it("a stream cut before its first byte is asked for again", async () => {
    expect(await survives({ cutAfter: 0 })).toEqual(["1000-199999", "1000-199999"]);
  });

  it("cut more often than there are tries, it goes on as long as something comes", async () => {
    expect((await survives({ endAfter: 10_000, times: 12 })).length).toBe(13);
  });

  it("a body that ends early as if it were whole goes on at the byte", async () => {
    expect(await survives({ endAfter: 5000 })).toEqual(["1000-199999", "6000-199999"]);
  });

  it("a server that ignores Range", async () => {
    expect(await survives({ ignoreRange: true, times: ALWAYS })).toEqual(["1000-199999"]);
    expect(await survives({ ignoreRange: true, times: ALWAYS }, {}, [5, 6])).toHaveLength(2);
  });

  it("one that ignores Range and breaks off: skipped again", async () => {
    hub.fail("cdn GET", { ignoreRange: true, endAfter: 50_000 });
    expect(await survives({ ignoreRange: true, times: ALWAYS })).toEqual(["1000-199999", "50000-199999"]);
  });

  it("a stalled connection is given up and taken up again", async () => {
    expect(await survives({ stallAfter: 3000 }, { stallMs: 250 })).toEqual(["1000-199999", "4000-199999"]);
    hub.requests.length = 0;
    expect(await survives({ stallAfter: 0 }, { stallMs: 250 })).toEqual(["1000-199999", "1000-199999"]);
  });

  it("a slow one is waited for, as long as something comes", async () => {
    expect(await survives({ bytesPerSecond: 40_000 }, { stallMs: 1000 }, [0, 60_000])).toEqual(["0-59999"]);
  });

  it("a shorter range than asked for", async () => {
    const head = { "content-range": `bytes 1000-1099/${SIZE}`, "content-length": "100" };
    expect(await survives({ headers: head, endAfter: 100 })).toEqual(["1000-199999", "1100-199999"]);
  });

  it("a large file's short-lived address that has expired", async () => {
    expect(await survives({ status: 403 })).toHaveLength(2);
  });

  it.each([429, 500, 502, 503, 504])("a %i, twice", async (status) => {
    const waits: number[] = [];
    expect(await survives({ status, times: 2 }, { waits })).toHaveLength(3);
    expect(waits).toHaveLength(2);
    for (const [i, ms] of waits.entries()) {
      expect(ms).toBeGreaterThanOrEqual(250 * 2 ** i);
      expect(ms).toBeLessThanOrEqual(500 * 2 ** i);
    }
  });

  it("Retry-After in seconds and as a date", async () => {
    const waits: number[] = [];
    await survives({ status: 429, headers: { "retry-after": "7" } }, { waits });
    await survives(
      { status: 503, headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() } },
      { waits },
    );
    await survives({ status: 503, headers: { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" } }, { waits });
    await survives({ status: 503, headers: { "retry-after": "soon" } }, { waits });
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThan(50_000);
    expect(waits[1]).toBeLessThanOrEqual(60_000);
    expect(waits[2]).toBe(0);
    expect(waits[3]).toBeGreaterThanOrEqual(250);
  });

  it("the hub itself being busy, for its description and for a redirect", async () => {
    const waits: number[] = [];
    hub.fail("/api/models/", { status: 503, headers: { "retry-after": "2" } });
    hub.fail("/api/models/", { cutAfter: 10 });
    hub.fail(/hub GET .*safetensors/, { on: "redirect", status: 429, headers: { "retry-after": "3" } });
    await survives({}, { waits });
    expect(waits).toEqual([2000, expect.any(Number), 3000]);
  });

  it("the same tag, weakened by a proxy", async () => {
    hub.fail("cdn GET", { cutAfter: 500, headers: { etag: '"x"' } });
    expect(await survives({ headers: { etag: 'W/"x"' } })).toHaveLength(2);
  });
});

describe("what does not pass is told", () => {
  it.each([429, 500, 502, 503, 504])("a %i that stays", async (status) => {
    expect(await ends({ status, times: ALWAYS })).toBe(
      `io: a/model/model.safetensors can't be fetched: CDN answered ${status}, 3 times in a row; try again later.`,
    );
    expect(hub.requests.filter((r) => r.at === "cdn")).toHaveLength(3);
  });

  it("a wait of an hour is not waited", async () => {
    expect(await ends({ status: 503, headers: { "retry-after": "3600" } })).toBe(
      "io: a/model/model.safetensors can't be fetched: CDN answered 503 and asks to wait 3600 s; try again then.",
    );
  });

  it("always cut at the same byte", async () => {
    const files = await openOn(hub, "a/model");
    hub.fail("cdn GET", { ignoreRange: true, endAfter: 1500, times: ALWAYS });
    expect(await told(hub, readStream(files, FILE, 1000, SIZE))).toBe(
      "io: a/model/model.safetensors can't be fetched: CDN broke off after 1500 bytes, 3 times in a row; try again later.",
    );
    expect(hub.requests.filter((r) => r.at === "cdn")).toHaveLength(3);
  });

  it("always stalled", async () => {
    const files = await openOn(hub, "a/model", { stallMs: 40 });
    hub.fail("cdn GET", { stallAfter: 0, times: ALWAYS });
    expect(await told(hub, readStream(files, FILE, 0, 10))).toBe(
      "io: a/model/model.safetensors can't be fetched: CDN sent nothing for 0.04 s, 3 times in a row; try again later.",
    );
  });

  it("another file under the same name", async () => {
    const changed = "io: a/model/model.safetensors was changed while it was downloaded: try again.";
    expect(await ends({ cutAfter: 500 }, { headers: { etag: '"other"' } })).toBe(changed);
    const linked = { "x-linked-etag": '"other"' };
    hub.heal();
    expect(await ends({ cutAfter: 500, headers: { "x-linked-etag": '"one"' } }, { headers: linked })).toBe(
      changed,
    );
  });

  it("another commit", async () => {
    const other = commitOf("other");
    expect(await ends({ headers: { "x-repo-commit": other } })).toBe(
      `io: a/model/model.safetensors was asked for at the commit ${commitOf("a commit")}, but CDN answered with ${other}: try again.`,
    );
  });

  it.each([
    `bytes 0-198999/${SIZE}`,
    `bytes 1000-200000/${SIZE}`,
    `bytes 1001-199999/${SIZE}`,
    `bytes 1000-999/${SIZE}`,
    "bytes */200000",
    "items 1000-199999",
  ])("the range %s", async (range) => {
    expect(await ends({ headers: { "content-range": range } })).toBe(
      `bad-file: a/model/model.safetensors can't be read: asked for "bytes 1000-199999", CDN answered with "${range}".`,
    );
  });

  it("another length: of all, of the range, of a whole file", async () => {
    const wrong = (size: number) =>
      `bad-file: a/model/model.safetensors should have 200000 bytes, but CDN has ${size}: it is damaged there, or was changed; try again later.`;
    expect(await ends({ headers: { "content-range": "bytes 1000-199999/200001" } })).toBe(wrong(200_001));
    hub.heal();
    expect(await ends({ ignoreRange: true, cutAfter: 100, headers: { "content-length": "300000" } })).toBe(
      wrong(300_000),
    );
    hub.heal();
    expect(await ends({ cutAfter: 100, headers: { "content-length": "198999" } })).toBe(
      'bad-file: a/model/model.safetensors can\'t be read: asked for "bytes 1000-199999", CDN sends 198999 bytes instead of 199000.',
    );
  });

  it("more than was asked for", async () => {
    expect(await ends({ extraBytes: 1 })).toBe(
      "bad-file: a/model/model.safetensors can't be read: CDN sent more than the 199000 bytes it was asked for.",
    );
  });

  it("more than there is", async () => {
    const files = await openOn(hub, "a/model");
    expect(await told(hub, readStream(files, FILE, 0, SIZE + 1))).toBe(
      "bad-file: a/model/model.safetensors can't be read: byte 200001 of it was asked for, it has only 200000.",
    );
  });

  it.each([true, "bare"] as const)("a web page (%s) instead of the file", async (html) => {
    const page =
      "bad-file: CDN answered with a web page instead of a/model/model.safetensors: sign in to the network if it asks for it, and check the hub's address.";
    if (html === true) expect(await ends({ html })).toBe(page);
    else expect(await ends({ html })).toMatch(/should have 200000 bytes/);
    hub.heal();
    expect(await ends({ html, headers: { "content-length": null } })).toBe(page);
    hub.heal();
    hub.fail("/api/", { html });
    expect(await told(hub, openOn(hub, "a/model"))).toBe(
      "bad-file: HUB answered with a web page instead of the description of a/model: sign in to the network if it asks for it, and check the hub's address.",
    );
  });

  it("a status that means nothing here", async () => {
    expect(await ends({ status: 418, on: "redirect" })).toBe(
      "io: a/model/model.safetensors can't be fetched: HUB answered 418.",
    );
  });
});

describe("an abort", () => {
  const stopped = "aborted: Stopped because something newer was asked for.";

  it("before and between chunks", async () => {
    const files = await openOn(hub, "a/model");
    expect(await told(hub, readStream(files, FILE, 0, 9, { aborted: true }))).toBe(stopped);
    const signal = { aborted: false };
    const stream = files.stream(FILE, 0, SIZE, signal);
    hub.fail("cdn GET", { bytesPerSecond: 100_000 });
    expect((await stream.next()).done).toBe(false);
    signal.aborted = true;
    expect(await told(hub, stream.next())).toBe(stopped);
  });

  it.each([
    ["the answer", { stallAfter: 0 }],
    ["the next bytes", { stallAfter: 500 }],
    ["the next try", { status: 503 }],
  ] as const)("while waiting for %s, and the place is free again", async (_, fault) => {
    const never = () => new Promise<void>(() => {});
    const files = await openOn(hub, "a/model", { parallel: 1, delay: never });
    hub.fail("cdn GET", fault);
    const signal = { aborted: false };
    const reading = told(hub, readStream(files, FILE, 0, SIZE, signal));
    setTimeout(() => {
      signal.aborted = true;
    }, 50);
    expect(await reading).toBe(stopped);
    expect(await readStream(files, FILE, 0, 9)).toEqual(Buffer.from(WEIGHTS.subarray(0, 9)));
  });

  it("while waiting for a place, which goes to the next in line", async () => {
    const files = await openOn(hub, "a/model", { parallel: 1 });
    const first = files.stream(FILE, 0, SIZE);
    await first.next();
    const signal = { aborted: false };
    const second = told(hub, readStream(files, FILE, 0, 9, signal));
    const third = readStream(files, FILE, 1, 9);
    signal.aborted = true;
    expect(await second).toBe(stopped);
    await first.return();
    expect(await third).toEqual(Buffer.from(WEIGHTS.subarray(1, 9)));
  });

  it("while opening", async () => {
    hub.fail("/api/", { stallAfter: 3 });
    const signal = { aborted: false };
    setTimeout(() => {
      signal.aborted = true;
    }, 20);
    expect(await told(hub, openOn(hub, "a/model", { signal }))).toBe(stopped);
  });
});

describe("nobody there", () => {
  it("is told soon when opening, after all tries when reading", async () => {
    const gone = await startHub({ repos: { "a/model": repoOf({ [FILE]: WEIGHTS }) } });
    const files = await openOn(gone, "a/model");
    await gone.close();
    expect(await told(gone, openOn(gone, "a/model"))).toBe(
      "io: a/model can't be fetched: HUB can't be reached (ECONNREFUSED), 2 times in a row; check the connection and the hub's address.",
    );
    expect(await told(gone, readStream(files, FILE, 0, 9))).toBe(
      "io: a/model/model.safetensors can't be fetched: HUB can't be reached (ECONNREFUSED), 3 times in a row; check the connection and the hub's address.",
    );
  });
});

describe("what is not there", () => {
  it("a repository, a revision, and a file are told apart", async () => {
    expect(await told(hub, openOn(hub, "a/none"))).toBe(
      "bad-file: HUB has no model a/none: check its name; or it is private and needs a token.",
    );
    expect(await told(hub, openOn(hub, "a/none", { token: "hf_x" }))).toBe(
      "bad-file: HUB has no model a/none: check its name; or the token given does not open it.",
    );
    expect(await told(hub, openOn(hub, "a/model@step7"))).toBe(
      'bad-file: a/model has no revision "step7": see http://HUB/a/model for those it has.',
    );
  });

  it.each([
    [
      { status: 404 },
      'bad-file: HUB has no model a/model, or none with the revision "main": check its name at http://HUB.',
    ],
    [{ status: 404, headers: { "x-error-code": "RepoNotFound" } }, /^bad-file: HUB has no model a\/model:/],
    [
      { status: 401, headers: { "x-error-message": "Invalid credentials in Authorization header" } },
      /^io: HUB does not know the token that was given/,
    ],
    [
      { status: 403 },
      /^io: HUB keeps a\/model closed \(403\): ask for access on http:\/\/HUB\/a\/model, then/,
    ],
  ])("a mirror's description that answers %j", async (fault, sentence) => {
    hub.fail("/api/", fault);
    expect(await told(hub, openOn(hub, "a/model"))).toEqual(
      typeof sentence === "string" ? sentence : expect.stringMatching(sentence),
    );
  });

  it("a file that is listed and gone", async () => {
    expect(await ends({ on: "redirect", status: 404 })).toBe(
      'bad-file: a/model@main has no file "model.safetensors".',
    );
  });

  it.each(["[]", "null", "{}", '{"sha":"x","siblings":[]}', "no json"])("no hub at all: %s", async (body) => {
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    try {
      const other = { ...hub, endpoint: `http://127.0.0.1:${port}` };
      expect(await told(other, openOn(other, "a/model"))).toBe(
        "bad-file: HUB answered with something else than the description of a/model: check the hub's address.",
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
