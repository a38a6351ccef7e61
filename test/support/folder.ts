import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** An empty folder that is gone once the file's tests have run. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tailscope-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
