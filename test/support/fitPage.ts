import { expect, type Page } from "@playwright/test";

const TOPICS = {
  sea: [
    "The ferry crossed the bay",
    "Gulls followed the trawler",
    "A tide pulled the small boat",
    "Salt dried on the old pier",
  ],
  money: [
    "The bank raised its rates",
    "Our budget was cut again",
    "Shares fell before noon",
    "Taxes paid for the new road",
  ],
};
const TONES = {
  dry: (text: string) => `${text} today, as planned.`,
  loud: (text: string) => `${text.toUpperCase()} AGAIN!`,
};

/** A small data set: two topics × two tones, `n` sentences of each. */
export function smallCsv(n = 8): string {
  const rows = Object.entries(TOPICS).flatMap(([topic, texts]) =>
    Object.entries(TONES).flatMap(([tone, say]) =>
      Array.from(
        { length: n },
        (_, i) => `"${say(`${texts[i % 4]} ${"twice ".repeat(i % 60)}${i < 60 ? "" : i}`)}",${topic},${tone}`,
      ),
    ),
  );
  return `text,topic,tone\n${rows.join("\n")}\n`;
}

/** Goes to a step of the Fit tab: “Data”, “Reading”, “Density”, “Tails” or “Fit”. */
export async function goToStep(page: Page, step: string): Promise<void> {
  await page.getByRole("tab", { name: "Fit" }).click();
  const steps = page.getByRole("navigation", { name: "Steps of a fit" });
  await steps.getByRole("button", { name: new RegExp(`^${step}`) }).click();
}

/** Pastes a data set on the Fit tab and waits until it is read. */
export async function pasteData(page: Page, csv: string): Promise<void> {
  await goToStep(page, "Data");
  await page.getByText("Pasted text", { exact: true }).click();
  await page.getByRole("textbox", { name: /JSON, JSONL, CSV or TSV/ }).fill(csv);
  await page.getByRole("button", { name: "Read these sentences" }).click();
  await expect(page.getByRole("status", { name: "Data" })).toContainText("pasted.csv: ");
}

/** Fits on the data that was read, and waits until the atlas is in use. */
export async function fitAtlas(page: Page, name: string): Promise<void> {
  await goToStep(page, "Fit");
  await page.getByRole("textbox", { name: "Name of the atlas" }).fill(name);
  await page.getByRole("button", { name: "Fit an atlas" }).click();
  await expect(page.getByRole("list", { name: "Atlases" })).toContainText(name);
  await expect(page.getByRole("status", { name: "Atlas in use" })).toContainText("pasted.csv");
}
