// npm run test:reference: everything that is checked against the folder `../shared`, which lies beside the project
// where it is developed. Without it nothing is checked, and that is said; with it a wrong number fails.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const shared = new URL("../../../shared/reference/", import.meta.url);
if (!existsSync(shared)) {
  console.log("../shared is not here: the reference tests were not run.");
  process.exit(0);
}
const args = ["vitest", "run", "--project", "reference", "--project", "gpu-reference"];
const reports = ["--reporter=default", "--reporter=json", "--outputFile.json=test-results/reference.json"];
const { status } = spawnSync("npx", [...args, ...reports, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
