import { defineConfig } from "@playwright/test";
import { chromiumArgs, chromiumPath } from "./test/support/chromium.ts";

const port = 4179;

/** The built page in a real, headless Chromium; WebGPU runs on SwiftShader, which is a processor: slow, but right. */
export default defineConfig({
  testDir: "test/e2e",
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  snapshotPathTemplate: "{testDir}/views/{arg}{ext}",
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block", // so that tests can answer for the server; offline and static tests allow them
    launchOptions: { executablePath: chromiumPath(), args: chromiumArgs },
  },
  webServer: {
    command: "npm start",
    env: { PORT: String(port) },
    url: `http://localhost:${port}/`,
    timeout: 180_000,
    reuseExistingServer: false,
  },
});
