import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Hub, hubOfFolder, startHub } from "../support/hub.ts";
import { commitOf, repoOfFolder } from "../support/hubRepos.ts";
import { typeAndWait } from "../support/page.ts";

const REPO = "owner/small";
const GPT2 = "public/models/mini-gpt2";
const PYTHIA = "public/models/mini-pythia";
const TEXT = "The ferry was late again, so we played cards.";

let hub: Hub;

test.beforeEach(async () => {
  hub = await hubOfFolder(REPO, GPT2);
});
test.afterEach(async () => {
  await hub.close();
});

/** As after "Hub settings" in an earlier visit. */
async function useHub(page: Page, endpoint = hub.endpoint): Promise<void> {
  await page.addInitScript(
    (address) =>
      localStorage.setItem("tailscope-hub", JSON.stringify({ endpoint: address, storeF16: false })),
    endpoint,
  );
}

const weightRequests = () => hub.requests.filter(({ url }) => url.includes("safetensors")).length;
const planOf = (page: Page) => page.getByRole("region", { name: "Before it is opened" });
const layers = (page: Page) => page.getByRole("listbox", { name: "Layers" }).getByRole("option");

async function layersAreThere(page: Page, n: number): Promise<void> {
  await expect(layers(page)).toHaveCount(n);
  await expect(page.getByRole("option", { name: /values in the tails/ })).toHaveCount(n);
}

test("from the hub: its plan, the download, its layers; offline the next day; deleted", async ({ page }) => {
  await useHub(page);
  await page.goto("./#v1&model=mini-gpt2&backend=wasm&tab=models");

  await test.step("the plan, before anything of its weights but their header is read", async () => {
    await page.getByRole("textbox", { name: /owner\/name/ }).fill(REPO);
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect(planOf(page)).toContainText("4 × 384");
    await expect(planOf(page)).toContainText(/Download\s*\d+ MB/);
    await expect(planOf(page).getByRole("list", { name: "How it fits this machine" })).toContainText("WASM");
    await expect(page).toHaveURL(/model=owner%2Fsmall/);
    await page.reload();
    await expect(planOf(page)).toContainText("4 × 384");
    expect(hub.requests.filter(({ range }) => /-(\d{7,})$/.test(range ?? ""))).toEqual([]);
  });

  await test.step("download, and see its layers without a guess", async () => {
    await planOf(page).getByRole("button", { name: "Download and open" }).click();
    await expect(planOf(page)).toContainText("It is open.");
    await expect(page.getByRole("status", { name: "Verdict" })).toContainText(/passed|WASM/i);
    await expect(page.getByText("SHA-256 of the weights")).toBeVisible();
    await page.getByRole("tab", { name: "Explore" }).click();
    await page.getByRole("textbox", { name: "Sentence" }).fill(TEXT);
    await layersAreThere(page, 4);
    await expect(page.getByText(/No atlas has been fitted/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Guess" })).toHaveCount(0);
    await expect(page.getByRole("figure", { name: "Density" })).toContainText("layer 3");
    await page.getByRole("tab", { name: "Evaluate" }).click();
    await expect(page.getByRole("tabpanel")).toContainText("No atlas has been fitted");
  });

  await test.step("the hub is gone: a link opens it from the cache", async () => {
    await page.getByRole("tab", { name: "Explore" }).click();
    await expect(page).toHaveURL(/tab=explore/);
    await hub.close();
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue(REPO);
    await layersAreThere(page, 4);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  await test.step("delete it, asked once", async () => {
    await page.getByRole("tab", { name: "Models" }).click();
    const cached = page.getByRole("list", { name: "Cached models" });
    await expect(cached).toContainText(commitOf("mini-gpt2").slice(0, 8));
    await expect(cached).toContainText("complete");
    await cached.getByRole("button", { name: `Delete ${REPO}` }).click();
    await cached.getByRole("button", { name: "Yes, delete" }).click();
    await expect(cached).toHaveCount(0);
    await expect(page.getByRole("button", { name: /owner\/small/ })).toHaveCount(0);
  });
});

test("a link never downloads by itself, and says what the hub does not have", async ({ page }) => {
  await useHub(page);
  await page.goto(`./#v1&model=${encodeURIComponent(REPO)}&backend=wasm`);
  await expect(page.getByRole("tab", { name: "Models" })).toHaveAttribute("aria-selected", "true");
  await expect(planOf(page).getByRole("button", { name: "Download and open" })).toBeEnabled();
  const before = weightRequests();
  await page.getByRole("tab", { name: "Explore" }).click();
  await typeAndWait(page, TEXT); // the first of the shipped ones is open meanwhile
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("mini-gpt2");
  expect(weightRequests()).toBe(before);

  await page.getByRole("tab", { name: "Models" }).click();
  await page.getByRole("textbox", { name: /owner\/name/ }).fill("owner/nothing");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("alert")).toContainText("owner/nothing");
  await expect(planOf(page).getByRole("button", { name: "Download and open" })).toHaveCount(0);
});

test("training steps are chosen by keyboard, each with a commit of its own", async ({ page }) => {
  const repo = repoOfFolder(PYTHIA);
  const [files] = Object.values(repo.commits);
  const early = commitOf("step 142000");
  const steps = await startHub({
    repos: {
      "EleutherAI/pythia-160m": {
        revisions: { ...repo.revisions, step142000: early },
        commits: { ...repo.commits, [early]: files! },
      },
    },
  });
  await useHub(page, steps.endpoint);
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.getByRole("button", { name: /pythia-160m/ }).click();
  const slider = page.getByRole("slider", { name: "Training step" });
  await expect(slider).toHaveAttribute("aria-valuetext", /the end of training/);
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /^step 142.000$/);
  await expect(planOf(page)).toContainText(early);
  await expect(slider).toBeFocused();
  await steps.close();
});

test("a folder of this machine opens without being copied; its atlas makes it guess", async ({ page }) => {
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.getByLabel("Folder of a model").setInputFiles(GPT2);
  await expect(planOf(page)).toContainText("it is read from this machine");
  await planOf(page).getByRole("button", { name: "Open", exact: true }).click();
  await expect(planOf(page)).toContainText("It is open.");
  await page.getByRole("tab", { name: "Explore" }).click();
  await typeAndWait(page, TEXT);
  await expect(page).toHaveURL(/model=disk%3Amini-gpt2/);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("drop the folder again");
});

test("what is no model is refused by name", async ({ page }) => {
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.getByLabel("Files of a model").setInputFiles("package-lock.json");
  await expect(page.getByRole("alert")).toContainText("config.json");
  await page.getByLabel("Files of a model").setInputFiles("README.md");
  await expect(page.getByRole("alert")).toContainText("README.md");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing on Models, nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await useHub(page);
      await page.goto("./#v1&tab=models&backend=wasm");
      await page.getByText("Hub settings").click();
      await page.getByRole("textbox", { name: /owner\/name/ }).fill(REPO);
      await page.getByRole("button", { name: "Look at it" }).click();
      await planOf(page).getByRole("button", { name: "Download and open" }).click();
      await expect(page.getByText("SHA-256 of the weights")).toBeVisible();
      await expect(page.getByRole("list", { name: "Cached models" })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await context.close();
    });
  }
}
