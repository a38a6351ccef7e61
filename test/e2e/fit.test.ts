import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { fitAtlas, goToStep, pasteData, smallCsv } from "../support/fitPage.ts";

const start = "./#v1&model=mini-gpt2&backend=wasm&tab=fit";
const TEXT = "The harbour was closed by the storm.";

async function guesses(page: Page): Promise<number> {
  await page.getByRole("tab", { name: "Explore" }).click();
  await page.getByRole("textbox", { name: "Sentence" }).fill(TEXT);
  await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("aria-busy", "false");
  const list = page.getByRole("list", { name: "Guess" }).locator("li");
  await expect(list.first()).toBeVisible();
  return list.count();
}

test("paste, see what is in it, fit, guess, export, delete, import", async ({ page }) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(start);
  await expect(page.getByRole("status", { name: "Data" })).toContainText("120 classes");

  await test.step("a bad table is refused with its line, and what was pasted stays", async () => {
    await page.getByText("Pasted text", { exact: true }).click();
    const box = page.getByRole("textbox", { name: /JSON, JSONL, CSV or TSV/ });
    await box.fill("text,topic\nonly one field\n");
    await page.getByRole("button", { name: "Read these sentences" }).click();
    await expect(page.getByRole("alert")).toContainText("pasted.csv, line 2");
    await page.getByRole("tab", { name: "Models" }).click();
    await page.getByRole("tab", { name: "Fit" }).click();
    await expect(box).toHaveValue("text,topic\nonly one field\n");
    await expect(page.getByRole("status", { name: "Data" })).toContainText("120 classes");
  });

  await test.step("the preview", async () => {
    await pasteData(page, smallCsv());
    await expect(page.getByRole("status", { name: "Data" })).toContainText("4 classes");
    await page.getByText("4 classes, one by one").click();
    await expect(page.getByRole("region", { name: "Classes" }).getByRole("row")).toHaveCount(5);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  await test.step("the fit, and a guess with it", async () => {
    await page.getByRole("button", { name: "This model’s own" }).click();
    await fitAtlas(page, "Sea and money");
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await guesses(page)).toBe(4);
    await page.getByRole("tab", { name: "Evaluate" }).click();
    await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("all");
    await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
    await expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible();
  });

  const atlases = page.getByRole("list", { name: "Atlases" });
  const file = await test.step("rename and export it", async () => {
    await page.getByRole("tab", { name: "Fit" }).click(); // the step is kept
    await atlases.getByRole("button", { name: "Rename Sea and money" }).click();
    await page.getByRole("textbox", { name: "New name of Sea and money" }).fill("Harbour");
    await page.keyboard.press("Enter");
    await expect(atlases).toContainText("Harbour");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      atlases.getByRole("button", { name: "Export Harbour" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Harbour.atlas");
    return readFileSync(await download.path());
  });

  await test.step("delete it, asked once; import it; it guesses again after a reload", async () => {
    await atlases.getByRole("button", { name: "Delete Harbour" }).click();
    await atlases.getByRole("button", { name: "Yes, delete" }).click();
    await expect(atlases).toHaveCount(0);
    await page.reload();
    expect(await guesses(page)).toBe(10);
    await goToStep(page, "Fit");
    const upload = { name: "Harbour.atlas", mimeType: "application/octet-stream", buffer: file };
    await page.getByLabel("Atlas file").setInputFiles(upload);
    await atlases.getByRole("button", { name: /^Use Harbour/ }).click();
    await expect(page.getByRole("status", { name: "Atlas in use" })).toContainText("pasted.csv");
    expect(await guesses(page)).toBe(4);
  });
  expect(problems).toEqual([]);
});

test("paused, it goes on after the page was loaded anew, with its data and options", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(start);
  await pasteData(page, smallCsv(120)); // long enough to be paused before its last class, on a quick machine too
  await goToStep(page, "Density");
  await page.getByRole("textbox", { name: "Bandwidth scale" }).fill("2");
  await goToStep(page, "Fit");
  await page.getByRole("textbox", { name: "Name of the atlas" }).fill("Paused once");
  await page.getByRole("button", { name: "Fit an atlas" }).click();
  await expect(page.getByRole("progressbar", { name: "Fit" })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("alert")).toContainText(/Paused\. \d of 4 classes are kept/);
  await page.reload();
  await goToStep(page, "Fit");
  const begun = page.getByRole("list", { name: "Begun fits" });
  await expect(begun).toContainText("mini-gpt2 on pasted.csv");
  await begun.getByRole("button", { name: "Go on with mini-gpt2 on pasted.csv" }).click();
  await expect(page.getByRole("list", { name: "Atlases" })).toContainText("Paused once", {
    timeout: 180_000,
  });
  await expect(page.getByRole("list", { name: "Atlases" })).toContainText("bandwidth 2");
  await expect(begun).toHaveCount(0);
  await goToStep(page, "Density");
  await expect(page.getByRole("textbox", { name: "Bandwidth scale" })).toHaveValue("2");
});

test("the wizard: by keyboard from step to step, its pictures follow what is typed", async ({ page }) => {
  await page.goto("./#v1&model=mini-gpt2&backend=wasm");
  await guesses(page);
  await goToStep(page, "Data");
  const steps = page.getByRole("navigation", { name: "Steps of a fit" });
  const current = steps.locator("[aria-current=step]");
  await expect(current).toContainText("Data");
  await page.getByRole("button", { name: "Next: Reading" }).press("Enter");
  await expect(page.getByRole("heading", { name: /How a sentence becomes/ })).toBeFocused();
  await expect(current).toContainText("Reading");

  await test.step("reading: the last word comes back, the bag grows", async () => {
    const word = page.getByRole("figure", { name: "Last word" });
    await expect(word.locator("[data-dropped]")).toHaveText("storm.");
    await page.getByRole("checkbox", { name: "Leave out the last word" }).uncheck();
    await expect(word.locator("[data-dropped]")).toHaveCount(0);
    const bag = page.getByRole("figure", { name: "Tokens in the bag" });
    await expect(bag.locator("[data-used=true]")).toHaveCount(1);
    await expect(bag).toContainText("384 values");
    await page.getByRole("combobox", { name: "Values of" }).selectOption("all");
    await expect(bag).not.toContainText(/^384 values/);
    await expect(steps).toContainText("all tokens, last word kept");
  });

  await test.step("density: the curve of the chosen scale is drawn anew; nonsense is waited out", async () => {
    await page.getByRole("button", { name: "Next: Density" }).press("Enter");
    const curve = page.getByRole("figure", { name: "Bandwidth" }).locator("[data-scale]");
    const box = page.getByRole("textbox", { name: "Bandwidth scale" });
    await box.fill("2");
    await expect(curve).toHaveCount(3);
    const before = await curve.last().getAttribute("d");
    await page.getByRole("slider", { name: "Bandwidth scale" }).press("ArrowRight");
    await expect(box).toHaveValue("2.25");
    await expect(curve.last()).not.toHaveAttribute("d", before ?? "");
    await box.fill("much");
    await expect(page.getByText("The picture waits for a number")).toBeVisible();
    await box.fill("4");
  });

  await test.step("tails: each rule has its count, the chosen one its cut-offs", async () => {
    await page.getByRole("button", { name: "Next: Tails" }).press("Enter");
    const rules = page.getByRole("figure", { name: "Tail rules" });
    await expect(rules.locator("[data-rule]")).toHaveCount(4);
    await page.getByRole("combobox", { name: "Tail rule" }).selectOption("fixed");
    await page.getByRole("textbox", { name: "Left cut-off" }).fill("-1e9");
    await page.getByRole("textbox", { name: "Right cut-off" }).fill("1e9");
    await expect(rules.locator("[data-rule=fixed]")).toContainText("0 of 384");
    await page.getByRole("button", { name: "The study’s own" }).click();
    await expect(page.getByRole("button", { name: "The study’s own" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await page.getByRole("button", { name: "Back" }).press("Enter");
    await expect(current).toContainText("Density");
  });
});

// the other two are alike: one style sheet serves every tab, and access.test.ts sees all four
for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 390],
] as const) {
  test(`axe finds nothing on Fit, nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(start);
    await pasteData(page, smallCsv());
    await page.getByText("4 classes, one by one").click();
    await goToStep(page, "Tails");
    await page.getByRole("combobox", { name: "Tail rule" }).selectOption("fixed");
    await page.getByRole("combobox", { name: "Tail rule" }).selectOption("published");
    await fitAtlas(page, "Small");
    await page.getByRole("button", { name: "Delete Small" }).click();
    for (const step of ["Data", "Reading", "Density", "Tails", "Fit"]) {
      await goToStep(page, step);
      expect((await new AxeBuilder({ page }).analyze()).violations, step).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, step).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}
