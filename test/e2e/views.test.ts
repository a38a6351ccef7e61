import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { readOtherSentences } from "../support/page.ts";

// Every view, and every figure of the gallery, as a picture kept in views/. A picture may differ from the kept one in 1 % of its
// pixels, each by more than a fifth of the way from black to white: builds of Chromium smooth fonts a little differently, while
// a figure that has lost its curve, its tails or its colours differs in more. Whole views are kept at half their size.
// `npm run test:e2e -- views --update-snapshots` makes them anew; look at them before they are committed.
const TOLERANCE = { maxDiffPixelRatio: 0.01, threshold: 0.2, animations: "disabled", caret: "hide" } as const;

const TEXT = "A+quiet+lake+at+dawn%2C+two+boats%2C+and+nothing+to+do+until+the+bread+is+baked.";
const MODEL = "model=mini-gpt2&backend=wasm";

/** Elsewhere letters have other edges: there the views are only checked for what axe and the width say. */
const isCompared = process.platform === "linux";

interface View {
  name: string;
  address: string;
  /** There is nothing more to come. */
  ready: (page: Page) => Promise<void>;
  /** Only the first screen of it: the rest is text, or in another picture. */
  first?: boolean;
}

const guessed = async (page: Page) => {
  await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
  await readOtherSentences(page);
};

const VIEWS: View[] = [
  { name: "explore", address: `./#v2&text=${TEXT}&${MODEL}`, ready: guessed },
  {
    name: "tails",
    address: `./#v2&text=${TEXT}&${MODEL}&pinned=Un+lago+tranquilo&classes=3,40&layer=2&mode=tails`,
    ready: async (page) => {
      await guessed(page);
      await expect(page.getByText("Un lago tranquilo").first()).toBeVisible();
    },
  },
  {
    name: "evaluate",
    address: `./#v2&tab=evaluate&${MODEL}`,
    ready: (page) => expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible(),
  },
  {
    name: "difference",
    address: `./#v2&matrix=difference,cluster,attribute&tab=evaluate&${MODEL}`,
    first: true,
    ready: (page) => expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible(),
  },
  {
    name: "fit",
    address: `./#v2&tab=fit&${MODEL}`,
    ready: async (page) => {
      await expect(page.getByText("5 760 training sentences")).toBeVisible();
      await page.getByRole("button", { name: /Tails/ }).first().click();
    },
  },
  {
    name: "compare",
    address: `./#v2&tab=compare&${MODEL}`,
    ready: (page) => expect(page.getByRole("table", { name: "Claims beside mini-pythia" })).toBeVisible(),
  },
  {
    name: "models",
    address: `./#v2&tab=models&${MODEL}`,
    ready: (page) => expect(page.getByRole("heading", { name: "In this browser’s cache" })).toBeVisible(),
  },
  {
    name: "method",
    first: true,
    address: `./#v2&tab=method&${MODEL}`,
    ready: (page) => expect(page.getByRole("heading", { name: "References" })).toBeVisible(),
  },
];

test.describe.configure({ mode: "parallel" });

/** Axe sees either theme and the widest and the narrowest screen: it takes longer than all the rest. */
const SCREENS = [
  { width: 1440, colorScheme: "light", hasAxe: true },
  { width: 1440, colorScheme: "dark", hasAxe: false },
  { width: 1024, colorScheme: "light", hasAxe: false },
  { width: 390, colorScheme: "light", hasAxe: false },
  { width: 390, colorScheme: "dark", hasAxe: true },
] as const;

for (const { width, colorScheme, hasAxe } of SCREENS) {
  test(`${width} px, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width, height: width === 390 ? 844 : 900 },
      colorScheme,
      reducedMotion: "reduce",
      deviceScaleFactor: 0.5,
    });
    const page = await context.newPage();
    for (const { name, address, ready, first = false } of VIEWS) {
      await page.goto(address);
      await ready(page);
      await page.mouse.move(0, 0); // nothing is pointed at
      await page.evaluate(() => window.scrollTo(0, 0)); // else all of it may stand half a pixel off
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      if (hasAxe) expect((await new AxeBuilder({ page }).analyze()).violations, name).toEqual([]);
      if (!isCompared) continue;
      await expect.soft(page).toHaveScreenshot(`${name}-${width}-${colorScheme}.png`, {
        ...TOLERANCE,
        scale: "device",
        fullPage: !first,
      });
    }
    await context.close();
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`the gallery, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.goto(`./gallery/?theme=${theme}`);
    await expect(page.locator("#matrix canvas")).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const figures = page.locator("section.gallery-card:has(.plot)");
    expect(await figures.count()).toBeGreaterThan(20);
    for (const figure of isCompared ? await figures.all() : []) {
      const id = await figure.getAttribute("id");
      await expect
        .soft(figure.locator(".plot").first())
        .toHaveScreenshot(`figure-${id}-${theme}.png`, TOLERANCE);
    }
    await context.close();
  });
}
