import { renameSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { fitAtlas, pasteData, smallCsv } from "../support/fitPage.ts";
import { keepDevices, tellGpu } from "../support/gpuSeam.ts";
import { type Standing, standings } from "../support/page.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const TEXT = "The harbour was closed by the storm.";

const status = (page: Page) => page.getByRole("status", { name: "Backend" });

/** The guess of a text, by the four classes that were fitted. */
async function guessed(page: Page, text = TEXT): Promise<Standing[]> {
  await page.getByRole("tab", { name: "Explore" }).click();
  await page.getByRole("textbox", { name: "Sentence" }).fill(text);
  await expect(page.getByRole("region", { name: "What it guesses" })).toHaveAttribute("aria-busy", "false");
  const list = page.getByRole("list", { name: "Guess" });
  await expect(list.locator("li")).toHaveCount(4);
  return standings(list);
}

test("a fit on WebGPU, lost and gone on with; a refusal; a model that can't be opened anew", async ({
  page,
}, info) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await keepDevices(page);
  const folder = writeTinyModel(info.outputPath("tiny"), "gpt2");
  await page.goto("./#v1&tab=models&backend=webgpu");
  await page.getByLabel("Folder of a model").setInputFiles(folder);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByText("It is open.")).toBeVisible();
  await expect(status(page)).toContainText("WebGPU");

  let before: Standing[] = [];
  await test.step("a fit on the GPU, and a guess with it", async () => {
    await pasteData(page, smallCsv());
    await fitAtlas(page, "Never lost");
    before = await guessed(page);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  const notice = page.getByRole("alert");
  await test.step("the same, the GPU lost while its second class is measured", async () => {
    await tellGpu(page, { what: "lose", label: "extremes", nth: 3 });
    await fitAtlas(page, "Lost once");
    await expect(notice).toContainText("opened on it anew");
    expect(await guessed(page)).toEqual(before);
    await expect(status(page)).toContainText("WebGPU");
    await notice.getByRole("button", { name: "Dismiss" }).click();
  });

  await test.step("a refusal while typing: WASM, with its reason", async () => {
    await tellGpu(page, { what: "refuse", label: "layer 0" });
    const other = await guessed(page, `${TEXT} Again.`);
    await expect(notice).toContainText("The GPU refused part of the work");
    await expect(status(page)).toContainText("WASM");
    await expect(status(page)).toContainText("WebGPU refused (The GPU can't do the scores of layer 0");
    expect(other).toHaveLength(4);
    expect((await guessed(page)).map(({ path }) => path)).toEqual(before.map(({ path }) => path));
    await notice.getByRole("button", { name: "Dismiss" }).click();
  });

  await test.step("the model's file is gone when the GPU is lost: said at once, and opened anew once it is back", async () => {
    await page.getByRole("combobox", { name: "Backend choice" }).selectOption("webgpu");
    await expect(status(page)).toContainText("WebGPU");
    await expect(page.getByRole("textbox", { name: "Sentence" })).toHaveValue(TEXT);
    renameSync(`${folder}/model.safetensors`, `${folder}/away`);
    await tellGpu(page, { what: "lose" });
    await expect(notice).toContainText("The GPU failed, and the model could not be opened anew");
    renameSync(`${folder}/away`, `${folder}/model.safetensors`);
    await notice.getByRole("button", { name: "Try again" }).click();
    await expect(notice).toHaveCount(0);
    await expect(status(page)).toContainText("WebGPU");
    await expect(page.getByRole("textbox", { name: "Sentence" })).toHaveValue(TEXT);
  });
  expect(problems).toEqual([]);
});
