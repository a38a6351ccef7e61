import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { urlFiles } from "../../src/model/urlFiles.ts";
import { refusal } from "../support/refusal.ts";

const FILE = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
let requests: string[] = [];
const answers: Record<string, RequestListener> = {
  "/m/whole.bin": (_, response) => response.writeHead(200, { "content-length": FILE.length }).end(FILE),
  "/m/stream.bin": (_, response) => response.writeHead(200).end(FILE),
  "/m/page.bin": (_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>app</p>"),
  "/m/broken.bin": (_, response) => {
    response.writeHead(200, { "content-length": FILE.length });
    response.write(FILE.subarray(0, 1000), () => response.destroy());
  },
  "/m/sick.bin": (_, response) => response.writeHead(500).end("no"),
};

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url!);
    const answer = answers[request.url!] ?? ((_, r) => r.writeHead(404).end());
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/m`;
});
afterAll(() => server.close());

describe("a folder behind an address", () => {
  it("gives files whole and in slices, each fetched once", async () => {
    let told = 0;
    requests = [];
    const files = urlFiles("m", base, (n) => {
      told += n;
    });
    expect(await files.size("whole.bin")).toBe(FILE.length);
    expect(await files.read("whole.bin")).toEqual(FILE);
    expect(await files.read("whole.bin", { begin: 10, end: 13 })).toEqual(FILE.subarray(10, 13));
    expect([requests, told]).toEqual([["/m/whole.bin"], FILE.length]);
  });

  it("reads files of unannounced length", async () => {
    expect(await urlFiles("m", base).read("stream.bin")).toEqual(FILE);
  });

  it.each(["missing.bin", "page.bin"])("has no %s", async (path) => {
    const files = urlFiles("m", base);
    expect([await files.size(path), await files.read(path)]).toEqual([undefined, undefined]);
  });

  it("says where a file broke off, and tries again when asked again", async () => {
    const files = urlFiles("m", base);
    requests = [];
    for (const _ of [1, 2])
      expect(await refusal(() => files.read("broken.bin"))).toMatch(
        new RegExp(`^io: ${base}/broken\\.bin broke off after 1000 .*bytes.*: try again\\.$`),
      );
    expect(requests).toHaveLength(2);
  });

  it("tells the server's answer", async () => {
    expect(await refusal(() => urlFiles("m", base).read("sick.bin"))).toBe(
      `io: ${base}/sick.bin can't be fetched: the server answered 500.`,
    );
  });

  it("asks whether the server runs where nobody answers", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const told = await refusal(() => urlFiles("m", `http://127.0.0.1:${port}`).size("x"));
    expect(told).toMatch(/^io: http:.*\/x can't be fetched \(.*\): is the server still running\?$/);
  });
});
