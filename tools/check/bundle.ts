import { firstLoad } from "./firstLoad.ts";

/** Our own code with React and d3, styles included: gzipped bytes. Not the worker, ONNX Runtime or fonts. */
const LIMIT = 250 * 1024;

const folder = process.argv[2] ?? "dist";
const files = await firstLoad(folder);
const total = files.reduce((sum, { gzipped }) => sum + gzipped, 0);
for (const { path, gzipped } of files) console.log(`${kib(gzipped).padStart(8)}  ${path}`);
console.log(`${kib(total).padStart(8)}  of at most ${kib(LIMIT)}, gzipped`);
if (total > LIMIT) {
  console.error(`The page is ${kib(total - LIMIT)} over its budget.`);
  process.exitCode = 1;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
