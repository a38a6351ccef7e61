import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { firstLoad, importedBy, namedBy } from "../../tools/check/firstLoad.ts";
import { tempFolder } from "../support/folder.ts";

it("finds what a page names and its modules import statically, once each", async () => {
  const folder = tempFolder();
  await mkdir(join(folder, "assets"));
  await mkdir(join(folder, "gallery"));
  const write = (path: string, text: string) => writeFile(join(folder, path), text);
  await write(
    "gallery/index.html",
    '<link rel="icon" href="../x.svg"><script type="module" crossorigin src="../assets/a.js"></script><link rel="stylesheet" href="../assets/a.css">',
  );
  await write(
    "assets/a.js",
    'import{b}from"./b.js";export*from"./c.js";b(()=>import("./lazy.js"));new Worker(new URL("./worker.js",import.meta.url))',
  );
  await write("assets/b.js", 'import"./c.js";export const b=1;');
  await write("assets/c.js", 'import"./b.js";export const c=1;');
  await write("assets/a.css", "a{}");
  const files = await firstLoad(folder, "gallery/index.html");
  expect(files.map(({ path }) => path)).toEqual([
    "assets/a.js",
    "assets/a.css",
    "assets/b.js",
    "assets/c.js",
  ]);
  expect(files.every(({ gzipped }) => gzipped > 20)).toBe(true);
});

it("reads attributes in any order and leaves packages alone", () => {
  expect(namedBy('<link crossorigin href="./p.js" rel="modulepreload"><script>1</script>')).toEqual([
    "./p.js",
  ]);
  expect(importedBy('import x from "react"; import y from "./y.js"; x(y)')).toEqual(["./y.js"]);
});
