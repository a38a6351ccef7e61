import { describe, expect, test } from "vitest";
import { ISOLATION, isolated } from "../../workers/serviceWorker/isolated.ts";
import { type ListedFile, listedFile } from "../../workers/serviceWorker/listedFile.ts";
import { partOf } from "../../workers/serviceWorker/partOf.ts";

const BYTES = Uint8Array.from({ length: 10 }, (_, i) => i);
const whole = () => new Response(BYTES, { headers: { "content-type": "model/x", "content-length": "10" } });

describe("partOf", () => {
  test.each([
    ["bytes=2-4", "bytes 2-4/10", [2, 3, 4]],
    ["bytes=7-", "bytes 7-9/10", [7, 8, 9]],
    ["bytes=7-400", "bytes 7-9/10", [7, 8, 9]],
    ["bytes=-2", "bytes 8-9/10", [8, 9]],
    ["bytes=-400", "bytes 0-9/10", [...BYTES]],
    ["bytes=0-0", "bytes 0-0/10", [0]],
  ])("%s", async (range, of, bytes) => {
    const part = await partOf(whole(), range);
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(of);
    expect(part.headers.get("content-length")).toBe(String(bytes.length));
    expect(part.headers.get("content-type")).toBe("model/x");
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual(bytes);
  });

  test.each(["bytes=10-", "bytes=5-4", "bytes=-0"])("%s can't be satisfied", async (range) => {
    const part = await partOf(whole(), range);
    expect([part.status, part.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  test.each(["bytes=0-1,4-5", "bytes=-", "lines=1-2"])("%s gets all of it", async (range) => {
    const part = await partOf(whole(), range);
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([200, 10]);
  });
});

test("isolated keeps what the response was", async () => {
  const response = isolated(new Response("<p>", { status: 404, headers: { "content-type": "text/html" } }));
  expect([response.status, await response.text()]).toEqual([404, "<p>"]);
  expect(response.headers.get("content-type")).toBe("text/html");
  for (const [name, value] of Object.entries(ISOLATION)) expect(response.headers.get(name)).toBe(value);
});

test("listedFile: files of the build below the scope, a folder by its index, nothing else", () => {
  const scope = "https://host/a/b/";
  const names = ["index.html", "gallery/index.html", "assets/x-1.js"];
  const files = new Map(names.map((path): [string, ListedFile] => [path, { path, sha256: "", early: true }]));
  const find = (address: string) => listedFile(files, scope, address)?.path;
  expect(find(scope)).toBe("index.html");
  expect(find(`${scope}?from=mail#v1`)).toBe("index.html");
  expect(find(`${scope}gallery/`)).toBe("gallery/index.html");
  expect(find(`${scope}assets/x-1.js`)).toBe("assets/x-1.js");
  expect(find(`${scope}owner/name/resolve/main/config.json`)).toBeUndefined();
  expect(find("https://host/a/assets/x-1.js")).toBeUndefined();
  expect(find("https://huggingface.co/a/b/assets/x-1.js")).toBeUndefined();
});
