import { readFileSync } from "node:fs";
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

/** Where a block's tensors lie in the file. */
function blockBytes(layer: number): readonly [begin: number, end: number] {
  const file = readFileSync(`${GPT2}/model.safetensors`);
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString("utf8", 8, start)) as Record<string, { data_offsets: number[] }>;
  const offsets = Object.entries(header)
    .filter(([name]) => name.includes(`h.${layer}.`))
    .flatMap(([, { data_offsets }]) => data_offsets.map((offset) => start + offset));
  return [Math.min(...offsets), Math.max(...offsets)];
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
    await expect(page).toHaveURL(/model=owner\/small/);
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
    await expect(page).toHaveURL(/^(?!.*tab=)/);
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

test("the first layer shows while the third is on its way; stopped and resumed", async ({ page }) => {
  const third = blockBytes(2);
  const isOf = ({ at, range }: { at: string; range: string | undefined }, [from, to]: readonly number[]) => {
    const begin = Number(/bytes=(\d+)/.exec(range ?? "")?.[1]);
    return at === "cdn" && begin >= from! && begin < to!;
  };
  hub.fail((request) => isOf(request, third), { stallAfter: 0, times: Number.POSITIVE_INFINITY });
  await useHub(page);
  await page.goto(`./#v1&model=${encodeURIComponent(REPO)}&backend=wasm`);
  await planOf(page).getByRole("button", { name: "Download and open" }).click();
  await planOf(page).getByRole("button", { name: "Go to Explore" }).click();
  await expect(page.getByRole("progressbar", { name: "Layers coming in" })).toBeVisible();
  await page.getByRole("textbox", { name: "Sentence" }).fill("One text,");
  await expect(page.getByRole("option", { name: /values in the tails/ })).toHaveCount(2);
  await page.getByRole("textbox", { name: "Sentence" }).fill("One text, then another.");
  await expect(page.getByRole("option", { name: /not there yet/ })).toHaveCount(2);

  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("status", { name: "Backend" })).toContainText("No model is open");
  hub.heal();
  const before = hub.requests.length;
  await page.getByRole("tab", { name: "Models" }).click();
  await expect(planOf(page)).toContainText("are already here");
  await planOf(page).getByRole("button", { name: "Download and open" }).click();
  await expect(planOf(page)).toContainText("It is open.");
  await page.getByRole("button", { name: "Go to Explore" }).click();
  await layersAreThere(page, 4);
  expect(hub.requests.slice(before).filter((request) => isOf(request, blockBytes(0)))).toEqual([]);
});

test("an atlas dropped on the page makes a model of the hub guess", async ({ page }) => {
  await useHub(page);
  await page.goto(`./#v1&model=${encodeURIComponent(REPO)}&backend=wasm`);
  await planOf(page).getByRole("button", { name: "Download and open" }).click();
  await expect(planOf(page)).toContainText("It is open.");
  await page.getByRole("tab", { name: "Explore" }).click();
  await expect(page.getByText(/No atlas has been fitted/)).toBeVisible();
  const transfer = await page.evaluateHandle(async () => {
    const blob = await (await fetch("./models/mini-gpt2/default.atlas")).blob();
    const dropped = new DataTransfer();
    dropped.items.add(new File([blob], "mine.atlas"));
    return dropped;
  });
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  await typeAndWait(page, TEXT);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a folder that was picked is remembered, opened again and forgotten", async ({ page }) => {
  await page.addInitScript(() => {
    // handles of the browser's own storage are like those of the disk, and need no person to click
    const pick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("my-model");
    Object.assign(window, { showDirectoryPicker: pick });
  });
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("my-model", { create: true });
    for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"]) {
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(await (await fetch(`./models/mini-pythia/${name}`)).blob());
      await file.close();
    }
  });
  await page.getByRole("button", { name: "Choose a folder" }).click();
  await expect(planOf(page)).toContainText("disk:my-model");
  await page.reload();
  await page.getByRole("button", { name: "Open my-model again" }).click();
  await planOf(page).getByRole("button", { name: "Open", exact: true }).click();
  await expect(planOf(page)).toContainText("It is open.");
  await page.getByRole("button", { name: "Forget my-model" }).click();
  await expect(page.getByRole("list", { name: "Opened before" })).toHaveCount(0);
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
  await expect(page).toHaveURL(/model=disk:mini-gpt2/);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("drop the folder again");
});

test("a gated model: the token is asked for in words, and goes to the hub's own host only", async ({
  page,
}) => {
  const gated = await startHub({ repos: { [REPO]: { ...repoOfFolder(GPT2), gated: "hf_secret" } } });
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.getByText("Hub settings").click();
  await page.getByRole("textbox", { name: "Address of the hub" }).fill(`${gated.endpoint}/`);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("textbox", { name: /owner\/name/ }).fill(REPO);
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("alert")).toContainText(/token/);
  await page.getByLabel("Access token").fill("hf_secret");
  await page.getByRole("button", { name: "Apply" }).click();
  await planOf(page).getByRole("button", { name: "Download and open" }).click();
  await expect(planOf(page)).toContainText("It is open.");
  const told = gated.requests.filter(({ authorization }) => authorization !== undefined);
  expect(new Set(told.map(({ at }) => at))).toEqual(new Set(["hub"]));
  expect(gated.requests.some(({ at }) => at === "cdn")).toBe(true);
  expect(page.url()).not.toContain("hf_secret");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("hf_secret");
  await gated.close();
});

test("the open model is checked, and the check is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#v1&model=mini-pythia&tab=models&backend=wasm");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^PASSED: /m);
  expect(text).toMatch(/^SHA-256 of the weights: [0-9a-f]{64}$/m);
  expect(text).toMatch(/^Backend: WASM$/m);
  expect(text).toMatch(/^A layer of the model took: .+ \(median\), .+ at most, layer \d+$/m);
  expect(text).toMatch(
    /^Scores and figures on the CPU: scores .+ × \d+, density and tails .+ × \d+, token tails .+ × \d+$/m,
  );
});

test("an .onnx with its data shows where its layers were found, to be corrected", async ({ page }) => {
  await page.goto("./#v1&tab=models&backend=wasm");
  const files = ["config.json", "external.onnx", "external.onnx.data"];
  await page
    .getByLabel("Files of a model")
    .setInputFiles(files.map((name) => `test/model/fixtures/onnx/neox/${name}`));
  await planOf(page).getByRole("button", { name: "Open", exact: true }).click();
  await expect(planOf(page)).toContainText("It is open.");
  const first = page.getByRole("combobox", { name: "layer 0" });
  const found = await first.inputValue();
  const others = await first.locator("option").allTextContents();
  await first.selectOption(others.find((name) => name !== found)!);
  await page.getByRole("button", { name: "Use these" }).click();
  await expect(page.getByRole("button", { name: "Use these" })).toBeDisabled();
  await expect(first).not.toHaveValue(found);
  await page.getByRole("button", { name: "As found" }).click();
  await expect(first).toHaveValue(found);
});

test("what is no model is refused by name", async ({ page }) => {
  await page.goto("./#v1&tab=models&backend=wasm");
  await page.getByLabel("Files of a model").setInputFiles("package-lock.json");
  await expect(page.getByRole("alert")).toContainText("config.json");
  await page.getByLabel("Files of a model").setInputFiles("README.md");
  await expect(page.getByRole("alert")).toContainText("README.md");
});

// the other two are alike: one style sheet serves every tab, and access.test.ts sees all four
for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 390],
] as const) {
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
