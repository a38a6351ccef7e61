import { expect, test } from "vitest";

// The page's worker loads all of these in every browser; in one without WebGPU its names are not there. Nor are they in Node.
const modules = import.meta.glob([
  "../../src/gpu/*.ts",
  "../../src/model/webRuntime.ts",
  "../../workers/kits.ts",
]);

test("there is no WebGPU here", () => {
  expect(Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith("GPU"))).toEqual([]);
  expect(Object.keys(modules).length).toBeGreaterThan(20);
});

test.each(Object.keys(modules))("%s is loaded without it", async (path) => {
  await expect(modules[path]!()).resolves.toBeDefined();
});
