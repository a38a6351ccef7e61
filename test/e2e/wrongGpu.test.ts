import { expect, test } from "@playwright/test";
import { giveWrongGpu } from "../support/gpuSeam.ts";
import { answered, rankedByCommandLine, standings, typeAndWait } from "../support/page.ts";

const TEXT = "The harbour was closed by the storm.";

test("a GPU that computes wrong fails the self-check: WASM by itself, unless WebGPU is chosen", async ({
  page,
}) => {
  await giveWrongGpu(page);
  await page.goto("./#v1&tab=models");
  await page.getByLabel("Folder of a model").setInputFiles("public/models/mini-gpt2");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  const status = page.getByRole("status", { name: "Backend" });
  const verdict = page.getByRole("status", { name: "Verdict" });
  await expect(verdict).toContainText(/^Failed: WebGPU and WASM differ by/, { timeout: 60_000 });
  const notice = page.getByRole("alert");
  await expect(notice).toContainText(
    "WebGPU failed the self-check of this model: WASM computes in its place",
  );
  await expect(status).toContainText("WASM");
  await expect(status).toContainText("WebGPU failed the self-check: it differs from WASM by");
  await expect(page.getByRole("combobox", { name: "Backend choice" })).toHaveValue("auto");
  await notice.getByRole("button", { name: "Dismiss" }).click();

  await page.getByRole("tab", { name: "Explore" }).click();
  await typeAndWait(page, TEXT);
  const list = page.getByRole("list", { name: "Guess" });
  const right = await standings(list);
  const expected = rankedByCommandLine("mini-gpt2", "full", TEXT).slice(0, right.length);
  expect(right.map(({ path }) => path)).toEqual(expected.map(({ path }) => path));

  await page.getByRole("combobox", { name: "Backend choice" }).selectOption("webgpu");
  await expect(notice).toContainText("It stays because you chose it", { timeout: 60_000 });
  await expect(status).toContainText("WebGPU");
  await expect(status).toContainText("Acme One");
  await answered(page);
  const wrong = await standings(list);
  expect(wrong.map(({ gap }) => gap)).not.toEqual(right.map(({ gap }) => gap));
});
