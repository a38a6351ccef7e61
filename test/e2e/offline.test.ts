import { expect, test } from "@playwright/test";
import { ISOLATION } from "../../workers/serviceWorker/isolated.ts";
import { startHub } from "../support/hub.ts";
import { repoOfFolder } from "../support/hubRepos.ts";
import { everythingKept, keptAddresses, keptWrongly } from "../support/keptFiles.ts";
import { standings, typeAndWait } from "../support/page.ts";
import { startStaticHost } from "../support/staticHost.ts";

test.use({ serviceWorkers: "allow" });

const view = "#v1&model=mini-gpt2&backend=wasm";

test("after one visit the page guesses without its server, the same, with threads", async ({
  page,
  context,
}) => {
  const host = await startStaticHost("dist", { headers: ISOLATION });
  await page.goto(`${host.url}${view}`);
  const text = "The lighthouse keeper wrote a sonnet about the tax reform.";
  await typeAndWait(page, text);
  const before = await standings(page.getByRole("list", { name: "Guess" }));
  const navigations = host.requests.filter((path) => path === "");
  expect(navigations, "where the host isolates the page it is loaded once").toHaveLength(1);
  await everythingKept(page, "mini-gpt2");
  await host.close();
  await page.close();

  const later = await context.newPage();
  const problems: string[] = [];
  later.on("pageerror", (error) => problems.push(error.message));
  await later.goto(`${host.url}${view}&text=${encodeURIComponent(text)}`);
  await expect(later.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
  await typeAndWait(later, text);
  expect(await standings(later.getByRole("list", { name: "Guess" }))).toEqual(before);
  expect(await later.evaluate(() => crossOriginIsolated)).toBe(true);
  await later.goto(`${host.url}no/such/page`);
  await expect(later.getByRole("textbox", { name: "Sentence" })).toBeVisible();
  expect(problems).toEqual([]);
});

test("the service worker keeps files of the page and nothing else: no hub, no token", async ({ page }) => {
  const host = await startStaticHost("dist", { headers: ISOLATION });
  const token = "hf_secretsecret";
  const repo = "owner/small";
  const hub = await startHub({
    repos: { [repo]: { ...repoOfFolder("public/models/mini-gpt2"), gated: token } },
  });
  await page.goto(`${host.url}${view}&tab=models`);
  await everythingKept(page, "mini-gpt2");
  await page.reload(); // from here on by way of the service worker
  await page.getByText("Hub settings").click();
  await page.getByRole("textbox", { name: "Address of the hub" }).fill(hub.endpoint);
  await page.getByLabel("Access token").fill(token);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("textbox", { name: /owner\/name/ }).fill(repo);
  await page.getByRole("button", { name: "Look at it" }).click();
  const plan = page.getByRole("region", { name: "Before it is opened" });
  await plan.getByRole("button", { name: "Download and open" }).click();
  await expect(plan).toContainText("It is open.");
  expect(hub.requests.some(({ authorization }) => authorization === `Bearer ${token}`)).toBe(true);

  const kept = await keptAddresses(page);
  expect(kept.filter((address) => !address.startsWith(host.url))).toEqual([]);
  expect(kept.filter((address) => /secret|owner|resolve/.test(address))).toEqual([]);
  expect(await keptWrongly(page)).toEqual([]);
  await hub.close();
  await host.close();
});
