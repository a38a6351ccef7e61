import { expect, test } from "@playwright/test";
import { typeAndWait } from "../support/page.ts";

const start = "./#v1&model=mini-gpt2&backend=wasm";
const sentence = { name: "Sentence" };

test("odd texts are read or refused in words, and the page stays usable", async ({ page }) => {
  await page.goto(start);
  await typeAndWait(page, "Hello");
  await typeAndWait(page, "🎉🎉🎉🏈");
  await typeAndWait(page, "half a pair \ud83c and more");
  await typeAndWait(page, "word ".repeat(5000));
  await expect(page.getByText(/cut at/i)).toBeVisible();

  await page.getByRole("textbox", sentence).fill("   ");
  await expect(page.getByRole("list", { name: "Guess" })).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await typeAndWait(page, "Once more with feeling, said the bandleader.");
});

test("the newest text wins while keys are hit fast", async ({ page }) => {
  await page.goto(start);
  await typeAndWait(page, "Begin");
  const box = page.getByRole("textbox", sentence);
  await box.fill("");
  await box.pressSequentially("The senator's haiku scored a touchdown on the beach today", { delay: 15 });
  await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("aria-busy", "false");
  const tokens = await page.getByRole("list", { name: "Tokens" }).locator("li").allTextContents();
  expect(tokens.join("").replaceAll(/[\s·]/g, "")).toContain("onthebeach");
});

test("a link restores the view, a mangled one says so", async ({ page }) => {
  await page.goto(
    "./#v1&model=mini-pythia&layer=2&mode=tails&text=La%20poeta%20cobra%20poco&tab=explore&backend=wasm",
  );
  await expect(page.getByRole("textbox", sentence)).toHaveValue("La poeta cobra poco");
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("mini-pythia");
  await expect(page.getByRole("slider", { name: "Layer" })).toHaveValue("2");
  await expect(page.getByRole("switch", { name: "Tails only" })).toHaveAttribute("aria-checked", "true");

  await page.goto("about:blank");
  await page.goto("./#v9&nonsense");
  await expect(page.getByText(/v9/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Guess" }).locator("li")).toHaveCount(10);
});

test("an evaluation can be cancelled, and typing goes on meanwhile", async ({ page }) => {
  await page.goto(`${start}&tab=evaluate`);
  await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("all");
  await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
  await expect(page.getByRole("progressbar", { name: "Evaluation" })).toBeVisible();
  await page.getByRole("tab", { name: "Explore" }).click();
  await typeAndWait(page, "Nobody told the quarterback that the beach was closed.");
  await page.getByRole("tab", { name: "Evaluate" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("progressbar", { name: "Evaluation" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Evaluate held-out sentences" })).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a model file cut short is refused by name, and another try opens it", async ({ page }) => {
  await page.route("**/mini-gpt2/model.safetensors", async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({
      body: whole.subarray(0, whole.length / 2),
      contentType: "application/octet-stream",
    });
  });
  await page.goto(start);
  await expect(page.getByRole("alert")).toContainText("mini-gpt2/model.safetensors");
  await expect(page.getByRole("alert")).toContainText("cut short");
  await page.unroute("**/mini-gpt2/model.safetensors");
  await page.getByRole("button", { name: "Try again" }).click();
  await typeAndWait(page, "Back again, said the lighthouse.");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("an atlas of another model is refused in words", async ({ page }) => {
  await page.route("**/mini-gpt2/default.atlas", (route) =>
    route.continue({ url: route.request().url().replace("mini-gpt2", "mini-pythia") }),
  );
  await page.goto(start);
  await expect(page.getByRole("alert")).toContainText("was fitted on mini-pythia");
});
