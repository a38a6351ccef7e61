import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { typeAndWait } from "../support/page.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing, and nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto("./#v1&model=mini-gpt2&backend=wasm");
      await typeAndWait(page, "A short walk along the pier before breakfast.");
      const check = async () => {
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      };
      await check();
      await page.getByRole("tab", { name: "Evaluate" }).click();
      await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("1");
      await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
      // the report that the model came with is on show until then
      await expect(page.getByText("Evaluated here: 120 held-out sentences")).toBeVisible();
      await check();
      await context.close();
    });
  }
}
