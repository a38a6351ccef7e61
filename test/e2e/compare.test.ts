import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const start = "./#v1&model=mini-gpt2&backend=wasm";
const FILES = ["public/models/mini-gpt2/report.json", "public/models/mini-pythia/report.json"];

async function evaluateOne(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Evaluate" }).click();
  await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("1");
  await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
  // the report that the model came with is on show until then
  await expect(page.getByText("Evaluated here: 120 held-out sentences")).toBeVisible();
  await expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible();
}

const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test("layers chosen afterwards, a cell's sentences, one of them in Explore", async ({ page }) => {
  await page.goto(start);
  await evaluateOne(page);
  const status = page.getByRole("status", { name: "Layers scored" });
  const macro = page.getByRole("region", { name: /Macro F1/ }).getByRole("table");

  await test.step("fewer layers give other scores, all of them the same again", async () => {
    await expect(status).toHaveText("Scored by all 4 layers.");
    const all = await macro.innerText();
    const field = page.getByRole("textbox", { name: "Layers that have a say" });
    await field.fill("0-9");
    await page.getByRole("button", { name: "Score these layers" }).click();
    await expect(page.getByRole("alert")).toContainText("“0-9” is no layer");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await field.fill("0, 2-3");
    await page.getByRole("checkbox", { name: "0" }).uncheck();
    await expect(field).toHaveValue("2-3");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Score these layers" }).click();
    await expect(status).toHaveText("Scored by 2 layers: 2-3.");
    expect(await macro.innerText()).not.toBe(all);
    await page.getByRole("button", { name: "Add to Compare" }).click();
    await page.getByRole("button", { name: "All layers" }).click();
    await expect(status).toHaveText("Scored by all 4 layers.");
    expect(await macro.innerText()).toBe(all);
  });

  await test.step("figures of layers, tails and calibration, and one as a file", async () => {
    await expect(page.getByRole("figure", { name: "F1 by layer" }).locator("svg")).toBeVisible();
    await expect(page.getByRole("figure", { name: "Sink histogram" }).locator("svg")).toBeVisible();
    const map = page.getByRole("figure", { name: "Tail map" });
    await map.getByRole("application").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await expect(map).toContainText(/layer 3: no say for \d+/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save tail map as CSV" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines).toHaveLength(1 + 120 * 4);
  });

  await test.step("a cell of the attributes, by keyboard", async () => {
    await page.getByText("Attributes", { exact: true }).first().click();
    const matrix = page.getByRole("figure", { name: "Confusion matrix" });
    const canvas = matrix.getByRole("application");
    await canvas.focus();
    await page.keyboard.press("Home");
    await expect(matrix).toContainText("taken for what it is");
    const count = async () => Number(/(\d+) sentences? of/.exec(await matrix.innerText())?.[1] ?? 0);
    for (let column = 1; column < 12 && (await count()) === 0; column++) {
      await page.keyboard.press("ArrowRight");
      await painted(page);
    }
    const n = await count();
    await page.keyboard.press("Enter");
    const list = page.getByRole("list", { name: "Sentences of the cell" });
    await expect(list.getByRole("listitem").first()).toBeVisible();
    expect(await list.getByRole("listitem").count()).toBe(n);
    const text = await list
      .locator(".row-name")
      .first()
      .evaluate((node) => node.firstChild?.textContent);
    await list.getByRole("button", { name: "Open in Explore" }).first().click();
    await expect(page.getByRole("textbox", { name: "Sentence" })).toHaveValue(text!);
    await page.getByRole("tab", { name: "Compare" }).click();
    await expect(page.getByRole("list", { name: "Reports" }).getByRole("listitem")).toHaveCount(2);
  });
});

// the other two are alike: one style sheet serves every tab, and access.test.ts sees all four
for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 390],
] as const) {
  test(`two reports side by side; axe finds nothing: ${colorScheme}, ${width} px`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${start}&tab=compare`);
    await page.getByLabel("Report files").setInputFiles(FILES);
    const list = page.getByRole("list", { name: "Reports" });
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await expect(page.getByRole("table", { name: "Claims beside mini-gpt2" })).toContainText(
      /holds|can’t be told/,
    );
    const tables = page.locator(".compare .wide-table");
    expect(await tables.count()).toBeGreaterThan(3);
    await expect(tables.first()).toContainText("mini-pythia");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("button", { name: /^Save (?!the claims).* as CSV$/ })
        .first()
        .click(),
    ]);
    expect(readFileSync(await download.path(), "utf8").split("\r\n").length).toBeGreaterThan(2);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByLabel("Report files").setInputFiles({
      ...{ name: "no-report.json", mimeType: "application/json", buffer: Buffer.from("{}") },
    });
    await expect(page.getByRole("alert")).toContainText("no-report.json is no report");
    await list.getByRole("button", { name: "Remove mini-pythia" }).click();
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await context.close();
  });
}
