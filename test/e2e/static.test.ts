import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { everythingKept, keptAddresses } from "../support/keptFiles.ts";
import { standings, typeAndWait } from "../support/page.ts";
import { type StaticHost, startStaticHost } from "../support/staticHost.ts";

test.use({ serviceWorkers: "allow" });

const MODEL = "models/mini-gpt2/model.safetensors";
const view = "#v1&model=mini-gpt2&backend=wasm";
let host: StaticHost;

test.beforeEach(async () => {
  host = await startStaticHost("dist", { path: "/a/deep/path/" });
});
test.afterEach(async () => {
  await host.close();
});

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated);

/** A stretch of a file: status, Content-Range and bytes. */
const stretch = (page: Page, address: string, range: string) =>
  page.evaluate(
    async ([url, asked]) => {
      const response = await fetch(url!, { headers: { range: asked! } });
      const bytes = [...new Uint8Array(await response.arrayBuffer())];
      return { status: response.status, of: response.headers.get("content-range"), bytes };
    },
    [address, range],
  );

test("any host, any path: isolated after one reload, guesses, gives parts of kept files", async ({
  page,
}) => {
  await page.goto(`${host.url}${view}`);
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
  expect(await isolated(page)).toBe(true);
  await typeAndWait(page, "The senator lost the vote and went fishing.");
  expect(host.requests.filter((path) => path === "")).toHaveLength(1); // the second was the service worker's
  expect((await standings(page.getByRole("list", { name: "Guess" })))[0]?.gap).toBe(0);

  await test.step("parts come from the kept whole", async () => {
    await everythingKept(page, "mini-gpt2");
    const file = readFileSync(`dist/${MODEL}`);
    const asked = () => host.requests.filter((path) => path === MODEL).length; // the page may still fetch other files
    const before = asked();
    const some = await stretch(page, host.url + MODEL, "bytes=1000-1015");
    expect(some).toEqual({
      status: 206,
      of: `bytes 1000-1015/${file.length}`,
      bytes: [...file.subarray(1000, 1016)],
    });
    expect((await stretch(page, host.url + MODEL, "bytes=-4")).bytes).toEqual([...file.subarray(-4)]);
    expect((await stretch(page, host.url + MODEL, `bytes=${file.length}-`)).status).toBe(416);
    expect(asked()).toBe(before);
  });

  await test.step("a part is never kept as the whole", async () => {
    const other = MODEL.replace("gpt2", "pythia");
    expect((await stretch(page, host.url + other, "bytes=0-7")).status).toBe(206);
    host.changed.set("models/mini-pythia/config.json", Buffer.from("{}")); // nor what is of another version
    await page.evaluate(
      (url) => fetch(url).then((r) => r.text()),
      `${host.url}models/mini-pythia/config.json`,
    );
    await page.evaluate((url) => fetch(url).then((r) => r.text()), `${host.url}models/mini-pythia/README.md`);
    const pythia = async () => (await keptAddresses(page)).filter((address) => address.includes("pythia"));
    await expect.poll(pythia).toEqual([expect.stringContaining("README.md")]);
  });
});

test("a person who types is not interrupted by that reload", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() =>
    addEventListener("DOMContentLoaded", () => dispatchEvent(new Event("input"))),
  );
  await page.goto(`${host.url}${view}`);
  await typeAndWait(page, "I was here before the service worker.");
  expect(await isolated(page)).toBe(false);
  await context.close();
});

test("a newer version waits, says so, and comes when asked", async ({ page }) => {
  await page.goto(`${host.url}${view}`);
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
  await everythingKept(page, "mini-gpt2");
  const oldIcon = readFileSync("dist/favicon.svg");
  const newIcon = Buffer.from(oldIcon.toString().replace("#14213d", "#14213e"));
  const [from, to] = [oldIcon, newIcon].map((bytes) => createHash("sha256").update(bytes).digest("hex"));
  const program = readFileSync("dist/sw.js", "utf8");
  expect(program).toContain(from);
  host.changed.set("favicon.svg", newIcon);
  host.changed.set("sw.js", Buffer.from(program.replace(from!, to!)));

  await page.reload();
  await expect(page.getByText("A new version is ready")).toBeVisible();
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
  const icon = () => page.evaluate(async () => (await fetch("./favicon.svg")).text());
  expect(await icon()).toContain("#14213d");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
  expect(await icon()).toContain("#14213e");
  await expect(page.getByText("A new version is ready")).toHaveCount(0);
  await typeAndWait(page, "And out again.");
  const kept = await keptAddresses(page);
  expect(kept.filter((address) => address.endsWith(from!))).toEqual([]);
  expect(kept.filter((address) => address.includes(MODEL))).toHaveLength(1);
});
