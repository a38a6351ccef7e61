import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArgs, chromiumPath } from "./test/support/chromium.ts";

/** A real, headless Chromium with WebGPU; looked for only when a test asks for it. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: {
      args: [...chromiumArgs],
      get executablePath() {
        return chromiumPath();
      },
    },
  }),
  instances: [{ browser: "chromium" as const }],
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{core,model,engine,plot,state,cli}/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "reference",
          include: ["test/reference/**/*.test.ts"],
          environment: "node",
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: "gpu",
          include: ["test/gpu/**/*.test.ts"],
          testTimeout: 60_000,
          browser: browser(),
        },
      },
      {
        server: { fs: { allow: [".."] } }, // the reference data lies beside the project
        test: {
          name: "gpu-reference",
          include: ["test/gpu-reference/**/*.test.ts"],
          globalSetup: ["test/gpu-reference/hubSetup.ts"],
          testTimeout: 300_000,
          browser: browser(),
        },
      },
    ],
  },
});
