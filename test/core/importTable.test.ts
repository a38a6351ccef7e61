import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** Lints one import as if it stood in a folder of `src`. */
function refused(folder: string, from: string): boolean {
  const dir = mkdtempSync(resolve(root, "src", folder, "lint-"));
  try {
    writeFileSync(resolve(dir, "probe.ts"), `import * as probe from "${from}";\n\nexport { probe };\n`);
    execFileSync(resolve(root, "node_modules/.bin/biome"), ["lint", dir], { cwd: root, stdio: "pipe" });
    return false;
  } catch (error) {
    const output =
      String((error as { stderr: Buffer }).stderr) + String((error as { stdout: Buffer }).stdout);
    expect(output).toContain("noRestrictedImports");
    return true;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

it("the linter holds the import table", () => {
  expect(refused("core", "../../model/tokenizer.ts")).toBe(true);
  expect(refused("core", "d3-array")).toBe(true);
  expect(refused("model", "../../engine/fit.ts")).toBe(true);
  expect(refused("gpu", "../../model/tokenizer.ts")).toBe(true);
  expect(refused("engine", "../../gpu/device.ts")).toBe(true);
  expect(refused("plot", "react")).toBe(true);
  expect(refused("state", "../../engine/fit.ts")).toBe(true);
  expect(refused("ui", "../../engine/fit.ts")).toBe(true);
  expect(refused("engine", "../../core/kde.ts")).toBe(false);
  expect(refused("plot", "d3-scale")).toBe(false);
}, 60_000);
