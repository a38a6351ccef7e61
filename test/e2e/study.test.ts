import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { goToStep, pasteData, smallCsv } from "../support/fitPage.ts";

test("the study by its button: both models fitted, evaluated, side by side, and not again", async ({
  page,
}) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto("./#v1&model=mini-gpt2&backend=wasm&tab=fit");
  await expect(page.getByRole("status", { name: "Data" })).toContainText("120 classes");
  await pasteData(page, smallCsv());
  await page.getByRole("tab", { name: "Compare" }).click();

  const reports = page.getByRole("list", { name: "Reports" }).getByRole("listitem");
  await expect(reports).toHaveCount(2); // those that the models came with
  for (const model of ["mini-gpt2", "mini-pythia"]) {
    await page.getByRole("button", { name: `Remove ${model}` }).click();
  }
  await expect(reports).toHaveCount(0);

  const study = page.getByRole("region", { name: "Run the study" });
  await expect(study).toContainText("pasted.csv, 4 classes");
  await expect(study).toContainText("tails published");
  const pythia = study.getByRole("checkbox", { name: /mini-pythia/ });
  await pythia.uncheck();
  await expect(study.getByRole("button", { name: "Run the study on 1 model" })).toBeVisible();
  await pythia.check();
  await study.getByRole("button", { name: "Run the study on 2 models" }).click();

  await expect(study.getByRole("status", { name: "Study" })).toHaveText("Done: 2 of 2 models.");
  await expect(reports).toHaveCount(2);
  await expect(reports.nth(0)).toContainText(/mini-gpt2 · 4 layers · pasted\.csv, 4 classes · n = 8\b/);
  await expect(reports.nth(1)).toContainText("mini-pythia");
  await expect(page.getByRole("table", { name: "Claims beside mini-pythia" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await test.step("the model that was open is open again, and its atlas is in use", async () => {
    await goToStep(page, "Fit");
    const kept = page.getByRole("list", { name: "Atlases" }).getByRole("listitem");
    await expect(kept).toHaveCount(2);
    await expect(page.getByRole("region", { name: "Fit", exact: true })).toContainText("mini-gpt2 on");
  });

  await test.step("run again, nothing is left to do", async () => {
    await page.getByRole("tab", { name: "Compare" }).click();
    await study.getByRole("button", { name: "Run the study on 2 models" }).click();
    await expect(study.getByRole("list", { name: "Models of the study" })).toContainText(
      /mini-gpt2.*: was done already.*mini-pythia.*: was done already/s,
    );
    await expect(reports).toHaveCount(2);
  });

  await test.step("other data, stopped while a class is fitted: the model before is open again", async () => {
    await pasteData(page, smallCsv(60));
    await page.getByRole("tab", { name: "Compare" }).click();
    await study.getByRole("button", { name: "Run the study on 2 models" }).click();
    await expect(study.getByRole("progressbar", { name: "Study" })).toHaveAttribute(
      "aria-valuetext",
      /Model 1 of 2, mini-gpt2.*: fitting/,
    );
    await study.getByRole("button", { name: "Stop" }).click();
    await expect(study.getByRole("status", { name: "Study" })).toHaveText(
      "Stopped: 0 of 2 models done. Run it again to go on.",
    );
    await expect(reports).toHaveCount(2);
  });
  expect(problems).toEqual([]);
});
