import { expect, type Page, test } from "@playwright/test";
import { keepDevices, tellGpu } from "../support/gpuSeam.ts";
import { answered, standings, typeAndWait } from "../support/page.ts";

const TEXT = "The harbour was closed by the storm.";

const lose = (page: Page) => tellGpu(page, { what: "lose" });

test("the GPU is lost while typing: the guess comes all the same; lost again, WASM goes on", async ({
  page,
}) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await keepDevices(page);
  await page.goto("./#v1&model=mini-gpt2&backend=webgpu");
  await typeAndWait(page, TEXT);
  const list = page.getByRole("list", { name: "Guess" });
  const status = page.getByRole("status", { name: "Backend" });
  const before = await standings(list);
  await expect(status).toContainText("WebGPU");

  const box = page.getByRole("textbox", { name: "Sentence" });
  await box.fill(TEXT.slice(0, -6));
  await lose(page);
  await box.fill(TEXT);
  const notice = page.getByRole("alert");
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText("opened on it anew");
  await answered(page);
  expect(await standings(list)).toEqual(before);
  await expect(status).toContainText("WebGPU");

  await box.fill(TEXT.slice(0, -6));
  await lose(page);
  await box.fill(TEXT);
  await expect(notice).toContainText("twice within a minute");
  await expect(status).toContainText("WASM");
  await answered(page);
  expect((await standings(list))[0]?.path).toEqual(before[0]?.path);
  const choice = page.getByRole("combobox", { name: "Backend choice" });
  await expect(choice).toHaveValue("auto");
  await choice.selectOption("webgpu");
  await expect(status).toContainText("WebGPU");
  await answered(page);
  expect(problems).toEqual([]);
});
