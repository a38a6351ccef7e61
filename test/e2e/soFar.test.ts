import { expect, type Page, test } from "@playwright/test";
import { answered } from "../support/page.ts";

/** Has the model's layers come a while after one another: the worker takes a breath between two of them by a message to itself. */
async function slowLayers(page: Page, ms: number): Promise<void> {
  await page.route(/engine\.worker-[^/]*\.js/, async (route) => {
    const answer = await route.fetch();
    const seam = `{
      const { postMessage } = MessagePort.prototype;
      MessagePort.prototype.postMessage = function (message, ...rest) {
        const post = () => postMessage.call(this, message, ...rest);
        if (message === undefined) setTimeout(post, ${ms});
        else post();
      };
    }\n`;
    await route.fulfill({ response: answer, body: seam + (await answer.text()) });
  });
}

test("while a slow guess is under way, what its layers lean to is said, and nothing moves", async ({
  page,
}) => {
  await slowLayers(page, 900);
  await page.goto("./#v1&model=mini-gpt2&backend=wasm");
  const region = page.getByRole("region", { name: "What it guesses" });
  const line = region.getByText(/^So far \(\d of 4 layers\): /);
  await expect(line).toBeVisible();
  await expect(region).toHaveAttribute("aria-busy", "true");
  await answered(page);
  await expect(line).toHaveCount(0);

  const places = () =>
    region
      .locator(".headline, .mode-switch, .guess-lists")
      .evaluateAll((parts) => parts.map((part) => JSON.stringify(part.getBoundingClientRect())));
  const before = await places();
  const box = page.getByRole("textbox", { name: "Sentence" });
  await box.fill(`${await box.inputValue()} again`);
  await expect(line).toHaveText(/^So far \(\d of 4 layers\): .+ · .+, ahead by [\d.]+ nats$/);
  expect(await places()).toEqual(before);
  const lies = await line.boundingBox();
  const ends = await region.locator(".headline strong").boundingBox();
  expect(lies!.y + lies!.height).toBeLessThanOrEqual(ends!.y + 1); // over the guess, not on it
  await answered(page);
  await expect(line).toHaveCount(0);
});
