import { expect, type Page, test } from "@playwright/test";
import { typeAndWait } from "../support/page.ts";

const TEXT = "The harbour was closed by the storm.";

/** Has the page's programs, and its worker's, begin with `seam`: an init script runs in pages only. */
async function beginWith(page: Page, seam: string): Promise<void> {
  await page.route(/\/assets\/[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `{${seam}}\n${await answer.text()}` });
  });
}

const NO_WEBGPU = `
  for (const name of Object.getOwnPropertyNames(globalThis)) if (name.startsWith("GPU")) delete globalThis[name];
  delete Object.getPrototypeOf(navigator).gpu;`;
const answers = (gives: string) => `GPU.prototype.requestAdapter = async () => { ${gives} };`;

test.describe("a browser that gives no GPU computes on WASM, and says why", () => {
  for (const [seam, reason] of [
    [NO_WEBGPU, "This browser has no WebGPU"],
    [answers("return null"), "No GPU adapter was found"],
    [answers("throw new Error('blocked')"), "The browser refused its GPU (blocked)"],
    [
      answers("return { info: { vendor: '', description: '', isFallbackAdapter: true }, limits: {} }"),
      "The only GPU adapter (unnamed adapter) is a software one, which would be slower",
    ],
  ] as const) {
    test(reason, async ({ page }) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await beginWith(page, seam);
      await page.goto("./#v2&model=mini-gpt2");
      const status = page.getByRole("status", { name: "Backend" });
      await expect(status).toContainText("WASM");
      await expect(status).toContainText(reason);
      await typeAndWait(page, TEXT);
      await expect(page.getByRole("alert")).toHaveCount(0);
      expect(problems).toEqual([]);
    });
  }
});

test("asked for in the address, WebGPU is refused in words where there is none; WASM can be chosen", async ({
  page,
}) => {
  await beginWith(page, NO_WEBGPU);
  await page.goto("./#v2&model=mini-gpt2&backend=webgpu");
  const status = page.getByRole("status", { name: "Backend" });
  await expect(status).toContainText("This browser has no WebGPU, so WebGPU can't be used as you asked");
  await page.getByRole("combobox", { name: "Backend choice" }).selectOption("wasm");
  await expect(status).toContainText("You chose it");
  expect(page.url()).toContain("backend=wasm");
});
