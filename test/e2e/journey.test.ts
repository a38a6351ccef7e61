import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { PNG } from "pngjs";
import { rankedByCommandLine, standings, typeAndWait } from "../support/page.ts";

const TEXT = "The goalkeeper of our village choir forgot the second verse again last night.";

for (const [backend, model] of [
  ["wasm", "mini-gpt2"],
  ["webgpu", "mini-pythia"],
] as const) {
  test(`a newcomer's way through the page on ${backend}`, async ({ page }) => {
    test.setTimeout(backend === "wasm" ? 120_000 : 600_000); // SwiftShader is some forty times slower
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(`./#v1&model=${model}&backend=${backend}`);
    const status = page.getByRole("status", { name: "Backend" });
    await expect(status).toContainText(backend === "wasm" ? "WASM" : "WebGPU");
    await expect(status).toContainText("You chose it");

    await test.step("type, see tokens and a guess", async () => {
      await typeAndWait(page, TEXT);
      const tokens = page.getByRole("list", { name: "Tokens" }).locator("li");
      expect(await tokens.count()).toBeGreaterThan(8);
      await expect(tokens.first()).toContainText("<|endoftext|>");
      expect(await page.getByRole("figure", { name: "Density" }).locator("path").count()).toBeGreaterThan(2);
      for (const [name, n] of [
        ["Subjects", 10],
        ["Attributes", 12],
      ] as const) {
        await expect(page.getByRole("list", { name, exact: true }).locator("li")).toHaveCount(n);
      }
    });

    const guess = page.getByRole("list", { name: "Guess" });
    const full = await standings(guess);
    await test.step("drag the layer by keyboard", async () => {
      const slider = page.getByRole("slider", { name: "Layer" });
      const figure = page.getByRole("figure", { name: "Density" });
      await slider.focus();
      await page.keyboard.press("Home");
      await expect(figure).toContainText("layer 0");
      const atFirst = await figure.locator("svg").innerHTML();
      await page.keyboard.press("ArrowRight");
      await expect(slider).toHaveValue("1");
      await expect(figure).toContainText("layer 1");
      expect(await figure.locator("svg").innerHTML()).not.toBe(atFirst);
      await expect(page).toHaveURL(/layer=1/);
    });

    await test.step("flip the switch, see the scores change", async () => {
      await page.getByRole("switch", { name: "Tails only" }).click();
      await expect(page.getByRole("switch", { name: "Tails only" })).toHaveAttribute("aria-checked", "true");
      await expect(page).toHaveURL(/mode=tails/);
      await expect(page.getByText(/No say: /)).toBeVisible();
      expect(await standings(guess)).not.toEqual(full);
    });

    await test.step("guesses are those of the command line", async () => {
      const tails = await standings(guess);
      for (const [mode, seen] of [
        ["full", full],
        ["tails", tails],
      ] as const) {
        const expected = rankedByCommandLine(model, mode, TEXT).slice(0, 10);
        expect(seen.map((s) => s.path)).toEqual(expected.map((e) => e.path));
        // gaps of some nats between sums of thousands, from activations that agree to 1e-6
        for (const [i, { gap }] of seen.entries())
          expect(Math.abs(gap - expected[i]!.gap)).toBeLessThan(0.05);
      }
    });

    await test.step("evaluate to the end", async () => {
      await page.getByRole("tab", { name: "Evaluate" }).click();
      await page.getByRole("combobox", { name: "Held-out sentences" }).selectOption("1");
      await page.getByRole("button", { name: "Evaluate held-out sentences" }).click();
      await expect(page.getByRole("progressbar", { name: "Evaluation" })).toBeVisible();
      if (backend === "webgpu") return; // minutes on SwiftShader; its scores are compared in test/gpu and test/gpu-reference
      await expect(page.getByText("Evaluated here: 120 held-out sentences")).toBeVisible({
        timeout: 480_000,
      });
      await expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible();
    });

    await test.step("export the matrix as a real picture", async () => {
      if (backend === "webgpu") return;
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export PNG" }).click(),
      ]);
      const png = PNG.sync.read(readFileSync(await download.path()));
      expect(png.width).toBeGreaterThan(1000);
      expect(png.height).toBeGreaterThan(1000);
      const colours = new Set<number>();
      for (let i = 0; i < png.data.length; i += 4 * 97) colours.add(png.data.readUInt32BE(i));
      expect(colours.size).toBeGreaterThan(20);
    });
    expect(problems).toEqual([]);
  });
}
