import { expect, test } from "@playwright/test";
import { answered } from "../support/page.ts";

test("half-precision weights: a switch where the GPU can read them, else why there is none", async ({
  page,
}) => {
  await page.goto("./#v2&backend=webgpu&model=mini-gpt2");
  const backend = page.getByRole("status", { name: "Backend" });
  await expect(backend).toContainText("WebGPU");
  await answered(page);
  await page.getByRole("tab", { name: "Models" }).click();
  const has = await page.evaluate(async () =>
    (await navigator.gpu!.requestAdapter())!.features.has("shader-f16"),
  );
  test.info().annotations.push({ type: "adapter", description: `${has ? "with" : "without"} shader-f16` });
  const box = page.getByRole("checkbox", { name: "Half-precision weights" });
  if (!has) {
    await expect(
      page.getByText("No half-precision weights: This GPU adapter lacks shader-f16"),
    ).toBeVisible();
    await expect(box).toHaveCount(0);
    await expect(backend).not.toContainText("F16");
    return;
  }
  await expect(box).not.toBeChecked();
  await box.focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/half=on/);
  const verdict = page.getByRole("status", { name: "Verdict" });
  await expect(verdict).toContainText(/^Passed: WebGPU and WASM differ by/, { timeout: 60_000 });
  await expect(box).toBeChecked();
  await expect(box).toBeFocused();
  await expect(backend).toContainText("F16 weights");
  await expect(page.getByText("F16 already, so nothing is rounded")).toBeVisible();
  await expect(page.getByText("F16, computed in F32")).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page).not.toHaveURL(/half=/);
  await expect(backend).not.toContainText("F16");
});
