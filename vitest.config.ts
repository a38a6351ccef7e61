import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{core,model,engine,plot}/**/*.test.ts"],
          environment: "node",
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
    ],
  },
});
