import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

// views.test.ts lets axe look at every view as it opens, in either theme; here is what comes after an evaluation, the other way round.
for (const [colorScheme, width] of [
  ["light", 390],
  ["dark", 1440],
] as const) {
  test(`after an evaluation axe finds nothing, and nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto("./#v2&tab=evaluate&backend=wasm&model=mini-gpt2");
    await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("1");
    await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
    await expect(page.getByText("Evaluated here: 120 held-out sentences")).toBeVisible();
    const matrix = page.getByRole("figure", { name: "Confusion matrix" }).getByRole("application");
    await matrix.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    const cell = page.locator(".cell-list");
    await expect(cell.getByRole("status")).toHaveText(/sentence/i);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });
}
