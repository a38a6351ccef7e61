import { expect, type Page, test } from "@playwright/test";
import { answered, standings } from "../support/page.ts";

const TEXT = "The goalkeeper of our village choir forgot the second verse again last night.";
const OTHER = "Rates rose again, and the bank said nothing about it.";

/** Every number of Explore that a link stands for, and the controls that lead to them. */
async function numbersOf(page: Page) {
  const list = (name: string) => standings(page.getByRole("list", { name, exact: true }));
  const density = page.getByRole("figure", { name: "Density" });
  const cutoff = (side: string) => density.getByRole("slider", { name: `${side} cut-off` });
  return {
    guess: await list("Guess"),
    subjects: await list("Subjects"),
    attributes: await list("Attributes"),
    headlines: await page.locator(".headline strong").allTextContents(),
    notes: await page.locator(".guess-notes").textContent(),
    chips: await names(page, "list", "Tokens", "button"),
    chosen: await page.getByRole("list", { name: "Tokens" }).locator("[aria-pressed=true]").allTextContents(),
    layers: await names(page, "listbox", "Layers", "option"),
    density: await density.locator(".readout").textContent(),
    axis: await density.locator("svg text").allTextContents(),
    cutoffs: [
      await cutoff("Left").getAttribute("aria-valuenow"),
      await cutoff("Left").getAttribute("aria-valuetext"),
      await cutoff("Right").getAttribute("aria-valuenow"),
      await cutoff("Right").getAttribute("aria-valuetext"),
    ],
    dragged: await page.locator(".fixed-line .number").textContent(),
    besides: await page.getByRole("list", { name: "Drawn besides" }).getByRole("listitem").allTextContents(),
    pinned: await page.locator(".pinned-text").textContent(),
    sentence: await page.getByRole("textbox", { name: "Sentence" }).inputValue(),
    model: await page.getByRole("combobox", { name: "Model" }).inputValue(),
    layer: await page.getByRole("slider", { name: "Layer" }).inputValue(),
    tails: await page.getByRole("switch", { name: "Tails only" }).getAttribute("aria-checked"),
    linear: await page.getByRole("radio", { name: "Linear" }).isChecked(),
    backend: await page.getByRole("combobox", { name: "Backend choice" }).inputValue(),
  };
}

function names(page: Page, group: "list" | "listbox", name: string, role: "button" | "option") {
  return page
    .getByRole(group, { name })
    .getByRole(role)
    .evaluateAll((items) => items.map((item) => item.getAttribute("aria-label")));
}

/** What Evaluate shows of its matrix: what is chosen, every cell, and the scores beside it. */
async function matrixOf(page: Page) {
  const twin = page.getByRole("region", { name: "Confusion matrix, as a table" });
  if (!(await twin.isVisible())) {
    await page.getByRole("button", { name: "The same as a table: Confusion matrix" }).click();
  }
  return {
    chosen: await page.locator(".matrix-controls label:has(:checked)").allTextContents(),
    cells: await twin.getByRole("cell").allTextContents(),
    rows: await twin.getByRole("rowheader").allTextContents(),
    macro: await page.locator(".macro-table td").allTextContents(),
    readout: await page.locator(".cell-readout").textContent(),
  };
}

test("a link made in one browser shows the same numbers in another", async ({ browser }) => {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto("./#v2");
  await answered(page);
  await page.getByRole("combobox", { name: "Backend choice" }).selectOption("wasm");
  await page.getByRole("combobox", { name: "Model" }).selectOption("mini-pythia");
  await expect(page).toHaveURL(/backend=wasm&model=mini-pythia/);
  const box = page.getByRole("textbox", { name: "Sentence" });
  await box.fill(OTHER);
  await page.getByRole("button", { name: "Pin this sentence" }).click();
  await box.fill(TEXT);
  await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("data-of", TEXT);
  await page.getByRole("list", { name: "Tokens" }).getByRole("button").nth(4).click();
  await page.getByRole("slider", { name: "Layer" }).fill("1");
  await page.getByRole("switch", { name: "Tails only" }).click();
  await page.getByRole("list", { name: "Guess" }).getByRole("button").nth(2).click();
  await page.getByText("Linear", { exact: true }).click();
  const density = page.getByRole("figure", { name: "Density" });
  await expect(density).toContainText("layer 1");
  await density.getByRole("button", { name: "Zoom in" }).press("Enter");
  await density.getByRole("slider", { name: "Left cut-off" }).press("PageDown");
  await density.getByRole("slider", { name: "Right cut-off" }).press("PageUp");
  for (const part of ["text", "pinned", "token", "layer", "mode", "classes", "fixed", "zoom", "y"]) {
    await expect(page).toHaveURL(new RegExp(`[#&]${part}=`));
  }
  await answered(page);
  const numbers = await numbersOf(page);
  expect(numbers).toMatchObject({ sentence: TEXT, pinned: OTHER, tails: "true", linear: true, layer: "1" });
  expect(numbers.guess).toHaveLength(10);
  expect(numbers.besides).toHaveLength(1);

  await page.getByRole("tab", { name: "Evaluate" }).click();
  for (const choice of ["Subjects", "Difference", "Sink"]) {
    await page.locator(".matrix-controls").getByText(choice, { exact: true }).click();
  }
  await expect(page).toHaveURL(/matrix=difference,sink,subject/);
  const matrix = await matrixOf(page);
  expect(matrix.cells).toHaveLength(100);
  const link = page.url();
  await first.close();

  const second = await browser.newContext({ colorScheme: "dark" });
  const fresh = await second.newPage();
  await fresh.goto(link);
  await expect(fresh.locator(".macro-table")).toBeVisible();
  await expect(fresh.getByRole("figure", { name: "Confusion matrix" })).toBeVisible();
  await expect.poll(() => matrixOf(fresh)).toEqual(matrix);
  await fresh.getByRole("tab", { name: "Explore" }).click();
  await answered(fresh);
  await expect(fresh.locator(".fixed-line")).toBeVisible();
  await expect.poll(() => numbersOf(fresh)).toEqual(numbers);
  await expect(fresh.getByRole("alert")).toHaveCount(0);
  await second.close();
});

test("back and forward go through choices, and not through what was typed", async ({ page }) => {
  await page.goto("./#v2&backend=wasm&model=mini-gpt2");
  await answered(page);
  const tails = page.getByRole("switch", { name: "Tails only" });
  const box = page.getByRole("textbox", { name: "Sentence" });
  const pinned = page.getByRole("list", { name: "Drawn besides" }).getByRole("listitem");
  const typedFirst = await box.inputValue();
  await tails.click();
  await expect(page).toHaveURL(/mode=tails/);
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await box.fill("");
  await box.pressSequentially(OTHER, { delay: 12 });
  await page.getByRole("slider", { name: "Layer" }).fill("1");
  await expect(page).toHaveURL(/text=Rates.*layer=1/);
  expect(await length()).toBe(before);
  await answered(page);
  await page.getByRole("list", { name: "Guess" }).getByRole("button").first().click();
  await expect(page).toHaveURL(/classes=/);
  await page.getByRole("tab", { name: "Evaluate" }).click();
  await expect(page).toHaveURL(/tab=evaluate/);
  expect(await length()).toBe(before + 2);

  await page.goBack();
  await expect(page.getByRole("tab", { name: "Explore" })).toHaveAttribute("aria-selected", "true");
  await expect(pinned).toHaveCount(1);
  await page.goBack();
  await expect(pinned).toHaveCount(0);
  await expect(tails).toHaveAttribute("aria-checked", "true");
  await expect(box).toHaveValue(OTHER);
  await page.goBack();
  await expect(tails).toHaveAttribute("aria-checked", "false");
  await expect(box).toHaveValue(typedFirst);
  await page.goForward();
  await expect(tails).toHaveAttribute("aria-checked", "true");
  await expect(box).toHaveValue(OTHER);
  await expect(page.getByRole("slider", { name: "Layer" })).toHaveValue("1");
  await page.goForward();
  await expect(pinned).toHaveCount(1);
  await answered(page);
  await page.goForward();
  await expect(page.getByRole("tab", { name: "Evaluate" })).toHaveAttribute("aria-selected", "true");
});

test("an address that can't be read says why; one of the first version is read", async ({ page }) => {
  await page.goto("./#v2&layer=0&mode=tails&backend=wasm&model=mini-gpt2");
  await answered(page);
  const tails = page.getByRole("switch", { name: "Tails only" });
  const notice = page.getByRole("alert");
  await expect(tails).toHaveAttribute("aria-checked", "true");
  for (const [hash, says] of [
    ["#v9&mode=tails&model=mini-gpt2", "“v9”"],
    ["#v2&layer=abc&mode=tails", "“layer=abc” is not the number of a layer"],
    ["#v2&fixed=2,1", "“fixed=2,1” is not two cut-offs, the left one first"],
    ["#v2&mode=tails&mode=full", "says “mode” twice"],
    ["#v2&colour=red", "“colour”"],
  ] as const) {
    await page.goto(`./${hash}`);
    await expect(notice).toContainText(says);
    await expect(notice).toContainText("the default view is open");
    await expect(tails).toHaveAttribute("aria-checked", "false");
    await expect(page.getByRole("tab", { name: "Explore" })).toHaveAttribute("aria-selected", "true");
    await answered(page);
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await expect(notice).toHaveCount(0);
  }
  await page.goto("./#v9");
  await expect(notice).toContainText("“v9”");
  await page.goto("./#v1&model=mini-pythia&layer=2&mode=tails&text=La%20poeta%20cobra%20poco&backend=wasm");
  await expect(page.getByRole("textbox", { name: "Sentence" })).toHaveValue("La poeta cobra poco");
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("mini-pythia");
  await expect(page.getByRole("slider", { name: "Layer" })).toHaveValue("2");
  await expect(tails).toHaveAttribute("aria-checked", "true");
  await expect(notice).toHaveCount(0);
  await answered(page);
  await tails.click();
  await expect(page).toHaveURL(/#v2&text=La\+poeta\+cobra\+poco&layer=2&backend=wasm&model=mini-pythia$/);
});

/** The same in every language: names, formats and units. */
const SAME = new Set(["PNG", "SVG", "CSV", "Tailscope", "Tokens", "WASM", "WebGPU", "Log", "nats"]);

/** Titles, buttons, labels, notes and the words in figures that are on show: not what was typed, nor names of categories and models. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const say = (words: string | null | undefined) => {
      const said = words?.replaceAll(/\s+/g, " ").trim() ?? "";
      if (/\p{L}{2}/u.test(said)) found.add(said);
    };
    const elements = document.querySelectorAll(":is(header, main), :is(header, main) *");
    for (const element of elements) {
      if (element.closest("select, textarea, .standing-label, .headline strong, .token, desc")) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) say(node.textContent);
      for (const name of ["aria-label", "placeholder"]) say(element.getAttribute(name));
      if (!element.closest(".examples") && !element.matches("li.standing"))
        say(element.getAttribute("title"));
    }
    return [...found];
  });
}

test("Explore opens in Spanish and in Japanese by link, and nothing of it stays English", async ({
  page,
}) => {
  const rest = `&text=${encodeURIComponent("夏休みに家族で沖縄へ行きました。")}&backend=wasm&model=mini-gpt2`;
  const answeredIn = async (title: string) => {
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.locator(".standings-pairs li")).toHaveCount(10);
    await expect(page.locator(".explore-guess")).toHaveAttribute("aria-busy", "false");
    await expect(page.locator(".contributions, .explore-contributions")).toBeVisible();
  };
  await page.goto(`./#v2&lang=en${rest}`);
  await answeredIn("Ten best pairs");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const english = new Set(await wordsOf(page));
  expect(english.size).toBeGreaterThan(80);
  for (const [language, title, tab] of [
    ["es", "Los diez mejores pares", "Explorar"],
    ["ja", "上位 10 組", "探索"],
  ] as const) {
    await page.goto(`./#v2&lang=${language}${rest}`);
    await answeredIn(title);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
    const left = (await wordsOf(page)).filter((words) => english.has(words) && !SAME.has(words));
    expect(left, language).toEqual([]);
  }
});
