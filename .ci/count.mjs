// Adds up what the runners reported, names what failed, and closes with the line `N passed, N failed`.
import { existsSync, readFileSync } from "node:fs";

/** Failed tests of a Vitest report, with the first lines of what was wrong. */
function ofVitest({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status !== "passed");
    if (failed.length === 0 && message) return [`${name}\n${message}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${name} > ${fullName}\n${failureMessages.join("\n")}`,
    );
  });
}

/** Failed, flaky and skipped tests of a Playwright report. */
function ofPlaywright(suite, path = []) {
  const specs = (suite.specs ?? []).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status !== "expected")
      .map(({ status, results }) => {
        const errors = results.flatMap((result) => result.errors.map(({ message }) => message));
        return `${file} > ${[...path, title].join(" > ")} (${status})\n${errors.join("\n")}`;
      }),
  );
  return [...specs, ...(suite.suites ?? []).flatMap((inner) => ofPlaywright(inner, [...path, inner.title]))];
}

let passed = 0;
let failed = 0;
const told = [];
for (const name of ["unit", "gpu", "reference", "e2e"]) {
  const path = `test-results/${name}.json`;
  if (!existsSync(path)) {
    if (name === "reference" && !existsSync("../shared/reference")) continue;
    told.push(`${name}: no report, it did not run to its end`);
    failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  const [good, bad] = report.stats
    ? [report.stats.expected, report.stats.unexpected + report.stats.flaky + report.stats.skipped]
    : [report.numPassedTests, report.numTotalTests - report.numPassedTests];
  // a file that could not be loaded, an error outside of all tests
  const lost = bad === 0 && report.success === false ? 1 : 0;
  const names = report.stats ? report.suites.flatMap((suite) => ofPlaywright(suite)) : ofVitest(report);
  for (const text of names) console.log(`FAILED ${name}: ${text.split("\n").slice(0, 12).join("\n  ")}`);
  told.push(`${name}: ${good} passed, ${bad + lost} failed`);
  passed += good;
  failed += bad + lost;
}
for (const line of told) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
