// Adds up what the runners reported, and closes with the line `N passed, N failed`.
import { existsSync, readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
for (const name of ["unit", "gpu", "reference", "e2e"]) {
  const path = `test-results/${name}.json`;
  if (!existsSync(path)) {
    if (name === "reference" && !existsSync("../shared/reference")) continue;
    console.log(`${name}: no report, it did not run to its end`);
    failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  const [good, bad] = report.stats
    ? [report.stats.expected, report.stats.unexpected + report.stats.flaky + report.stats.skipped]
    : [report.numPassedTests, report.numTotalTests - report.numPassedTests + (report.success ? 0 : 1)];
  console.log(`${name}: ${good} passed, ${bad} failed`);
  passed += good;
  failed += bad;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
