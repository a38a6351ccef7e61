import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { HandedBlob } from "../../src/core/api.ts";
import { failureKind } from "../../src/core/failure.ts";
import { createDataHolder } from "../../workers/data.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";

const own = (name: string) => readFile(resolve(import.meta.dirname, `../../data/${name}`));
const holder = () =>
  createDataHolder(async () => [
    new Uint8Array(await own("sentences.json")),
    new Uint8Array(await own("split.json")),
  ]);
const json = JSON.stringify(tinyData(10));
const handed = (content: string): HandedBlob => new Blob([content]);
const text = { name: "pasted", source: { text: json } };

const servers: Server[] = [];
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/bees.json`;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
const take = (url: string) => holder().take({ name: "bees.json", source: { url } }, undefined);

describe("the data that is fitted on", () => {
  it("is our own with its own split until another is taken", async () => {
    const held = holder();
    const first = await held.current();
    expect([first.name, first.splitName]).toEqual(["sentences.json", "split.json 6281a6cd93a1"]); // as the shipped atlases have it
    expect([first.leaked.length, first.repeated.length]).toEqual([1440, 1440]);
    expect(first.leaked).not.toContain(true);
    const preview = await held.take(text, { kind: "seed", seed: 3, testShare: 0.3 });
    expect([preview.split, preview.nTest]).toEqual(["seed 3, test share 0.3", 12]);
    const now = await held.current();
    expect([now.name, now.dataset.classes.length, now.split.test.length]).toEqual(["pasted", 4, 12]);
    expect(now.sha256).toBe(preview.sha256);
    expect(await held.take(undefined, undefined)).toMatchObject({ sha256: first.sha256, nTest: 1440 });
  });

  it("comes from a file, split by a file", async () => {
    const test = "text,subject,attribute\nfresh,about bees,loud\nfresh,about bees,soft\n";
    const held = holder();
    await held.take(
      { name: "bees.json", source: handed(json) },
      { kind: "test", name: "t.csv", file: handed(test) },
    );
    const { split, splitName, leaked, repeated } = await held.current();
    expect([split.test.length, leaked, repeated]).toEqual([2, [false, false], [true, true]]);
    expect(splitName).toMatch(/^all, test t\.csv [0-9a-f]{12}$/);
  });

  it("stays what it was where another is refused", async () => {
    const held = holder();
    await held.take(text, undefined);
    const told = await refusal(() => held.take({ name: "b", source: { text: "{" } }, undefined));
    expect(told).toContain("b is no JSON: line 1, column 2");
    expect((await held.current()).name).toBe("pasted");
  });

  it("that is too large, or moved away, is told", async () => {
    const huge: HandedBlob = { ...handed(""), size: 3e8, arrayBuffer: () => Promise.reject(new Error()) };
    const give = (source: HandedBlob) => refusal(() => holder().take({ name: "f", source }, undefined));
    expect(await give(huge)).toContain("f has 300 MB; 200 MB are the most");
    expect(await give({ ...huge, size: 5 })).toContain("f can't be read: it was moved or changed");
  });
});

describe("an address", () => {
  it("is fetched from this machine", async () => {
    const url = await serve((_, response) => response.end(json));
    expect(await take(url)).toMatchObject({ name: "bees.json", nTrain: 32 });
  });

  it.each([
    "http://example.org/bees.json",
    "ftp://localhost/bees.json",
    "http://localhost.example.org/",
    "bees.json",
  ])("is refused where it is neither https nor here: %s", async (url) => {
    expect(await refusal(() => take(url))).toBe(
      `usage: "${url}" can't be fetched: a data set's address begins with https://, or names this machine.`,
    );
  });

  it("that fails is told by what went wrong", async () => {
    const missing = await serve((_, response) => response.writeHead(404).end());
    expect(await refusal(() => take(missing))).toBe(
      `io: ${missing} can't be fetched: its server answers 404 Not Found.`,
    );
    const broken = await serve((_, response) => {
      response.writeHead(200, { "content-length": 1000 }).write("{", () => response.destroy());
    });
    expect(await refusal(() => take(broken))).toContain("the connection broke off; try again");
    servers.at(-1)!.closeAllConnections();
    await new Promise((closed) => servers.at(-1)!.close(closed));
    expect(await refusal(() => take(broken))).toContain("its server does not answer");
  });

  it("is read to its bound, whatever length its server gave", async () => {
    const named = await serve((_, response) => response.writeHead(200, { "content-length": 3e8 }).write("{"));
    expect(await refusal(() => take(named))).toContain("has 300 MB; 200 MB are the most");
    const piece = Buffer.alloc(4e6, " ");
    let sent = 0;
    const endless = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
        sent += piece.length;
      };
      response.on("drain", more);
      more();
    });
    expect(await refusal(() => take(endless))).toContain("has more than 200 MB");
    expect(sent).toBeLessThan(4e8);
  });

  it("that is slow gives way to what is asked for next", async () => {
    let asked: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const url = await serve(() => asked());
    const held = holder();
    const slow = held.take({ name: "slow", source: { url } }, undefined).catch(failureKind);
    await begun;
    await held.take(text, undefined);
    expect(await slow).toBe("aborted");
    expect((await held.current()).name).toBe("pasted");
  });
});
