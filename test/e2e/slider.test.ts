import { expect, type Page, test } from "@playwright/test";
import { typeAndWait } from "../support/page.ts";

const slider = (page: Page) => page.getByRole("slider", { name: "Layer" });
const density = (page: Page) => page.getByRole("figure", { name: "Density" });

/** Drags the slider by the mouse through shares of its width. */
async function drag(page: Page, shares: readonly number[]): Promise<void> {
  const { x, y, width, height } = (await slider(page).boundingBox())!;
  const at = (share: number) => [x + 2 + share * (width - 4), y + height / 2] as const;
  await page.mouse.move(...at(shares[0]!));
  await page.mouse.down();
  for (const share of shares) await page.mouse.move(...at(share), { steps: 4 });
  await page.mouse.up();
}

declare global {
  interface Window {
    readings: number;
  }
}

/** From now on counts how often the page has begun to read a sentence. */
function countReadings(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.readings = 0;
    const region = document.querySelector('[aria-label="What it guesses"]')!;
    new MutationObserver(() => {
      if (region.getAttribute("aria-busy") === "true") window.readings++;
    }).observe(region, { attributes: true, attributeFilter: ["aria-busy"] });
  });
}

const readings = (page: Page) => page.evaluate(() => window.readings);

test("dragged to and fro, the layer on show is the slider's, and the sentence is not read again", async ({
  page,
}) => {
  await page.goto("./#v1&model=mini-gpt2&backend=wasm");
  await typeAndWait(page, "The choir sang in the harbour until the rain came.");
  await countReadings(page);
  for (const end of [0, 1, 0.34]) {
    await drag(page, [1, 0, 0.7, 0.2, 1, end]);
    const layer = await slider(page).inputValue();
    expect(layer).toBe(String(Math.round(end * 3)));
    await expect(density(page)).toContainText(new RegExp(`layer ${layer}\\b`, "i"));
    await expect(page).toHaveURL(new RegExp(`layer=${layer}|^(?!.*layer=)`));
  }
  const tails = page.getByRole("switch", { name: "Tails only" });
  for (let i = 0; i < 5; i++) await tails.click(); // faster than it morphs
  await expect(tails).toHaveAttribute("aria-checked", "true");
  await expect(density(page)).toContainText(/tails only/i);
  expect(await readings(page)).toBe(0);
  await typeAndWait(page, "Another sentence.");
  expect(await readings(page)).toBeGreaterThan(0);
});
