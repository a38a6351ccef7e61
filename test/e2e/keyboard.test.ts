import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { expectSeenFocus, tabThrough, tabTo } from "../support/keyboard.ts";
import { answered, standings } from "../support/page.ts";

const TEXT = "The goalkeeper of our village choir forgot the second verse again last night.";

/** What Enter on a button saves. */
async function savedByEnter(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return readFileSync(await download.path());
}

test("the whole job by keyboard alone", async ({ page }) => {
  const button = (name: string | RegExp, exact = true) => page.getByRole("button", { name, exact });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    await expectSeenFocus(page);
  };
  const density = page.getByRole("figure", { name: "Density" });
  await page.goto("./#v2&backend=wasm&model=mini-gpt2");
  await answered(page);

  await test.step("skip what stands on top, take the tour and leave it", async () => {
    await press("Tab");
    await expect(button("Skip to the laboratory")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await tabTo(page, button("Take the tour"));
    await page.keyboard.press("Enter");
    const tour = page.getByRole("dialog");
    await expect(tour).toBeFocused();
    await press("ArrowRight");
    await expect(tour).toContainText("2 of 5");
    await tabTo(page, tour.getByRole("button", { name: "Next" }));
    await press("Enter");
    await expect(tour).toContainText("3 of 5");
    await press("Escape");
    await expect(tour).toHaveCount(0);
    await expect(button("Take the tour")).toBeFocused();
  });

  await test.step("a hint opens with the focus, Escape closes it and nothing else", async () => {
    await tabTo(page, page.getByRole("banner").getByRole("button", { name: "Help" }), { back: true });
    await expect(page.getByRole("tooltip")).toBeVisible();
    await press("Escape");
    await expect(page.getByRole("tooltip")).toHaveCount(0);
    await expect(page.getByRole("banner").getByRole("button", { name: "Help" })).toBeFocused();
  });

  await test.step("choose the model", async () => {
    const model = page.getByRole("combobox", { name: "Model" });
    await tabTo(page, model, { back: true });
    await press("ArrowDown");
    await expect(model).toHaveValue("mini-pythia");
    await expect(page).toHaveURL(/model=mini-pythia/);
    await answered(page);
    await expect(model).toBeFocused();
  });

  await test.step("type a sentence", async () => {
    await tabTo(page, page.getByRole("textbox", { name: "Sentence" }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(TEXT);
    await answered(page);
    await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("data-of", TEXT);
  });

  await test.step("pin it and let it go: the focus is never lost", async () => {
    const pin = button("Pin this sentence");
    await tabTo(page, pin);
    await press("Enter");
    await expect(pin).toBeDisabled();
    await expect(pin).toBeFocused();
    await tabTo(page, button("Unpin"));
    await press("Enter");
    await expect(pin).toBeEnabled();
    await expect(page.getByRole("textbox", { name: "Sentence" })).toBeFocused();
  });

  const guess = page.getByRole("list", { name: "Guess" });
  await test.step("a token by arrows, and back", async () => {
    const chips = page.getByRole("list", { name: "Tokens" }).getByRole("button");
    await tabTo(page, chips.first());
    await press("ArrowRight", "ArrowRight", "ArrowLeft", "End");
    await expect(chips.last()).toBeFocused();
    await expect(chips.last()).toHaveAttribute("aria-pressed", "true");
    const n = await chips.count();
    await expect(page).toHaveURL(new RegExp(`token=${n - 1}&`));
    await press("ArrowLeft");
    await expect(chips.nth(n - 2)).toHaveAttribute("aria-pressed", "true");
    await tabTo(page, button(/^Back to/, false), { most: 1 });
    await press("Enter");
    await expect(chips.nth(n - 2)).toHaveAttribute("aria-pressed", "false");
    await expect(chips.nth(n - 2)).toBeFocused();
    await answered(page);
  });

  await test.step("the layer by the slider and in the stack", async () => {
    const slider = page.getByRole("slider", { name: "Layer" });
    await tabTo(page, slider);
    await press("Home");
    await expect(density).toContainText("layer 0");
    await press("ArrowRight");
    await expect(density).toContainText("layer 1");
    const stack = page.getByRole("listbox", { name: "Layers" });
    await tabTo(page, stack);
    await press("ArrowDown", "ArrowDown", "ArrowUp");
    await expect(slider).toHaveValue("2");
    await expect(density).toContainText("layer 2");
    await expect(stack).toBeFocused();
    await expect(stack.locator("[aria-selected=true]")).toHaveAttribute("aria-label", /^Layer 2\b/i);
  });

  await test.step("the density: scale, zoom, a cut-off and its reset", async () => {
    const log = page.getByRole("radio", { name: "Log" });
    await tabTo(page, log);
    await press("ArrowRight");
    await expect(page).toHaveURL(/y=linear/);
    await press("ArrowLeft");
    await expect(log).toBeChecked();
    const zoomIn = density.getByRole("button", { name: "Zoom in" });
    await tabTo(page, zoomIn);
    await press("Enter", "+");
    await expect(page).toHaveURL(/zoom=/);
    await expect(zoomIn).toBeFocused();
    await press("0");
    await expect(page).not.toHaveURL(/zoom=/);
    await expect(zoomIn).toBeFocused();

    const left = density.getByRole("slider", { name: "Left cut-off" });
    await tabTo(page, left);
    const before = Number(await left.getAttribute("aria-valuenow"));
    const was = await standings(guess);
    await press("ArrowRight", "ArrowRight", "PageUp");
    await expect.poll(async () => Number(await left.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
    await expect(page).toHaveURL(/fixed=/);
    await expect(left).toBeFocused();
    await expect(page.getByText(/^Cut-offs dragged/)).toBeVisible();
    await tabTo(page, button("Reset"), { back: true });
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Cut-offs dragged/)).toHaveCount(0);
    await expect.poll(async () => Number(await left.getAttribute("aria-valuenow"))).toBe(before);
    await expect.poll(() => standings(guess)).toEqual(was);
    await expect(left).toBeFocused();
  });

  await test.step("export the density; its menu lets go", async () => {
    await tabTo(page, button("Export PNG"));
    expect((await savedByEnter(page)).subarray(1, 4).toString()).toBe("PNG");
    await tabTo(page, button("Export SVG"));
    expect((await savedByEnter(page)).toString()).toContain("<text");
    await tabTo(page, button("Export CSV"));
    expect((await savedByEnter(page)).toString()).toMatch(/^kind,of,dimension,value,density/);
    const more = button("More ways to save Density");
    await tabTo(page, more);
    await page.keyboard.press("Enter");
    const panel = page.getByRole("region", { name: "More ways to save Density" });
    await expect(panel).toBeVisible();
    await tabTo(page, panel.getByRole("radio", { name: "2×" }));
    await press("ArrowRight");
    await expect(panel.getByRole("radio", { name: "3×" })).toBeChecked();
    await press("Escape");
    await expect(panel).toBeHidden();
    await expect(more).toBeFocused();
    await press("Enter");
    await tabTo(page, panel.getByRole("button", { name: "Copy CSV of Density" }));
    await press("Tab"); // out of it
    await expect(panel).toBeHidden();
    await press("Shift+Tab");
    await tabTo(page, button("The same as a table: Density"));
    await press("Enter");
    const table = page.getByRole("region", { name: "Density, as a table" });
    await expect(table).toBeVisible();
    await tabTo(page, table);
    await press("Shift+Tab", "Enter");
    await expect(table).toBeHidden();
  });

  await test.step("tails only, and a class pinned and let go", async () => {
    const tails = page.getByRole("switch", { name: "Tails only" });
    await tabTo(page, tails);
    const full = await standings(guess);
    await press("Space");
    await expect(tails).toHaveAttribute("aria-checked", "true");
    await expect(page.getByText(/No say: /)).toBeVisible();
    expect(await standings(guess)).not.toEqual(full);
    const second = guess.getByRole("button").nth(1);
    await tabTo(page, second);
    await press("Space");
    await expect(second).toHaveAttribute("aria-pressed", "true");
    await expect(second).toBeFocused();
    const pinned = page.getByRole("list", { name: "Drawn besides" }).getByRole("button");
    await tabTo(page, pinned, { back: true });
    await page.keyboard.press("Enter");
    await expect(pinned).toHaveCount(0);
    await expect(second).toHaveAttribute("aria-pressed", "false");
    await expect(second).toBeFocused();
  });

  await test.step("to Evaluate by its tab, and run it", async () => {
    const explore = page.getByRole("tab", { name: "Explore" });
    await tabTo(page, explore, { back: true });
    await press("ArrowRight");
    await expect(page.getByRole("tab", { name: "Evaluate" })).toBeFocused();
    await expect(page.getByRole("tab", { name: "Evaluate" })).toHaveAttribute("aria-selected", "true");
    await tabTo(page, page.getByRole("combobox", { name: "Held-out sentences" }));
    await press("ArrowUp");
    await tabTo(page, button("Evaluate held-out sentences"));
    await page.keyboard.press("Enter");
    await expect(page.getByText("Evaluated here: 120 held-out sentences")).toBeVisible({ timeout: 90_000 });
    await expect(button("Evaluate held-out sentences")).toBeFocused();
  });

  await test.step("move in the matrix, zoom, open a cell, send a sentence to Explore", async () => {
    const figure = page.getByRole("figure", { name: "Confusion matrix" });
    const matrix = figure.getByRole("application");
    await tabTo(page, matrix);
    await press("ArrowDown");
    const readout = figure.locator(".readout");
    const first = await readout.textContent();
    await press("ArrowDown", "ArrowRight");
    await expect(readout).not.toHaveText(first!);
    await press("+", "+");
    await expect(page.locator(".zoom-factor")).not.toHaveText(/^1\.0/);
    await press("0");
    await expect(page.locator(".zoom-factor")).toHaveText(/^1\.0/);
    await page.keyboard.press("Home"); // the row's first cell; then along the diagonal until one holds a sentence
    for (let i = 0; i < 130 && !/^\d+ sentence/.test((await readout.textContent())!); i++) {
      await page.keyboard.press("ArrowRight");
    }
    await expect(readout).toHaveText(/^\d+ sentence/);
    await expectSeenFocus(page);
    await page.keyboard.press("Enter");
    await expect(page.locator("#cell-title")).toBeFocused();
    const sentences = page.getByRole("list", { name: "Sentences of the cell" }).getByRole("listitem");
    await expect(sentences.first()).toBeVisible();
    await tabTo(page, sentences.first().getByRole("button", { name: "Open in Explore" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tab", { name: "Explore" })).toHaveAttribute("aria-selected", "true");
    await answered(page);
    await expect(page.getByRole("textbox", { name: "Sentence" })).not.toHaveValue(TEXT);
    await page.keyboard.press("Tab");
    await expectSeenFocus(page);
  });
});

for (const width of [1440, 390]) {
  test(`Tab goes through every view and out of it, each stop seen: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("./#v2&backend=wasm&model=mini-gpt2");
    await answered(page);
    for (const name of ["Explore", "Evaluate", "Fit", "Compare", "Models", "Method"]) {
      await page.getByRole("tab", { name }).click();
      await expect(page.getByRole("tabpanel", { name }).locator(":scope > *").first()).toBeVisible();
      const passed = await tabThrough(page);
      expect(passed[0], name).toBe("BUTTON Skip to the laboratory");
      expect(passed.length, name).toBeGreaterThan(9);
    }
  });
}
