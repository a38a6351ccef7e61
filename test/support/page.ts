import { execFileSync } from "node:child_process";
import { expect, type Locator, type Page } from "@playwright/test";

export interface Standing {
  path: string[];
  /** Nats behind the best. */
  gap: number;
}

/** What a list of standings says, in its order. */
export async function standings(list: Locator): Promise<Standing[]> {
  return list.locator("li").evaluateAll((items) =>
    items.map((li) => {
      const { path, gap } = (li as HTMLElement).dataset;
      return { path: JSON.parse(path!) as string[], gap: Number(gap) };
    }),
  );
}

/** Types a text and waits until the guess on screen is of it. */
export async function typeAndWait(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Sentence" }).fill(text);
  await answered(page);
}

/** Waits until the guess on screen is of what stands in the box. */
export async function answered(page: Page): Promise<void> {
  const region = page.getByRole("region", { name: "What it guesses" });
  await expect(region).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
}

/** The command line's ranking of a text, best first, as nats behind the best. */
export function rankedByCommandLine(model: string, mode: string, text: string): Standing[] {
  const folder = `public/models/${model}`;
  const args = [
    "src/cli/tailscope.mjs",
    "predict",
    "--json",
    "--model",
    folder,
    "--atlas",
    `${folder}/default.atlas`,
  ];
  const output = execFileSync("node", [...args, "--mode", mode, text], { encoding: "utf8" });
  const { ranking } = JSON.parse(output) as { ranking: { path: string[]; logLikelihood: number }[] };
  return ranking.map(({ path, logLikelihood }) => ({ path, gap: logLikelihood - ranking[0]!.logLikelihood }));
}

/** Has the tail map know how dimensions stand for other sentences. A quick machine reads them by itself; another is asked to. */
export async function readOtherSentences(page: Page): Promise<void> {
  const known = page.getByText("Against 240 held-out sentences");
  const ask = page.getByRole("button", { name: "Compare with other sentences" });
  await expect(
    known.or(ask).or(page.getByRole("progressbar", { name: "Reading other sentences" })),
  ).toBeVisible();
  if (await ask.isVisible()) await ask.click();
  await expect(known).toBeVisible({ timeout: 90_000 });
}
