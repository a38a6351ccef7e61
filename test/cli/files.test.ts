import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes, writeWhole } from "../../src/cli/files.ts";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";

describe("a folder on disk", () => {
  const root = tempFolder();
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
  mkdirSync(join(root, "model", "inner"), { recursive: true });
  writeFileSync(join(root, "model", "a.bin"), bytes);
  const files = folderFiles(`${join(root, "model")}/`);

  it("is called as it is called, with or without a slash", () => {
    expect(files.id).toBe("model");
  });

  it("gives files whole and in slices", async () => {
    expect(await files.size("a.bin")).toBe(1000);
    expect(await files.read("a.bin")).toEqual(bytes);
    expect(await files.read("a.bin", { begin: 250, end: 260 })).toEqual(bytes.slice(250, 260));
    expect(await files.read("a.bin", { begin: 7, end: 7 })).toEqual(new Uint8Array());
  });

  it("gives what there is of a slice beyond the end", async () => {
    expect(await files.read("a.bin", { begin: 990, end: 2000 })).toEqual(bytes.slice(990));
  });

  it("has neither missing files nor folders", async () => {
    for (const path of ["none.bin", "inner"])
      expect([await files.size(path), await files.read(path)]).toEqual([undefined, undefined]);
  });
});

describe("a file to be written", () => {
  const top = tempFolder();

  it("is there whole, its folder made, nothing beside it", async () => {
    const root = join(top, "a");
    mkdirSync(root);
    await writeWhole(join(root, "new", "x.txt"), "first");
    await writeWhole(join(root, "new", "x.txt"), "then");
    expect(readFileSync(join(root, "new", "x.txt"), "utf8")).toBe("then");
    expect(readdirSync(join(root, "new"))).toEqual(["x.txt"]);
  });

  it("that can't be is told with its place and leaves nothing", async () => {
    const root = join(top, "b");
    mkdirSync(root);
    mkdirSync(join(root, "taken", "full"), { recursive: true });
    expect(await refusal(() => writeWhole(join(root, "taken"), "x"))).toMatch(
      /^io: .*taken can't be written \(E/,
    );
    writeFileSync(join(root, "file"), "x");
    expect(await refusal(() => writeWhole(join(root, "file", "y", "z"), "x"))).toMatch(
      /^io: .*z can't be written \(E/,
    );
    expect(readdirSync(root).sort()).toEqual(["file", "taken"]);
  });

  it("that can't be read is told with its place", async () => {
    const root = join(top, "c");
    mkdirSync(root);
    expect(await refusal(() => readBytes(join(root, "none")))).toBe(
      `io: ${join(root, "none")} can't be read (ENOENT).`,
    );
  });
});
