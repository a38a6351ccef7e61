import { afterEach, expect, test, vi } from "vitest";
import type { OpenedModel, Report } from "../../src/core/api.ts";
import { isReportOf, shippedReport } from "../../src/state/shippedReport.ts";

const options = { pooling: "mean", bandwidthScale: 0.5 };
const report = (id: string) =>
  ({ model: { id }, data: { name: "x.json", sha256: "aa", split: "s 1" }, options }) as unknown as Report;
const opened = (id: string, change: object = {}, kind = "shipped") =>
  ({
    kind,
    shape: { id },
    atlas: { dataSha256: "aa", split: "s 1", options: { ...options }, ...change },
  }) as unknown as OpenedModel;

afterEach(() => vi.unstubAllGlobals());

function serve(...answers: (Report | undefined)[]) {
  const fetched: string[] = [];
  vi.stubGlobal("document", { baseURI: "https://example.org/lab/" });
  vi.stubGlobal("fetch", async (url: URL) => {
    fetched.push(url.href);
    const answer = answers.shift();
    return { ok: answer !== undefined, json: async () => answer };
  });
  return fetched;
}

test("a report speaks of the open model only with the very same data, split and options", () => {
  expect(isReportOf(report("a"), opened("a"))).toBe(true);
  expect(isReportOf(report("a"), opened("b"))).toBe(false);
  expect(isReportOf(report("a"), opened("a", { dataSha256: "bb" }))).toBe(false);
  expect(isReportOf(report("a"), opened("a", { split: "s 2" }))).toBe(false);
  expect(isReportOf(report("a"), opened("a", { options: { ...options, bandwidthScale: 4 } }))).toBe(false);
  expect(isReportOf(report("a"), { ...opened("a"), atlas: undefined } as unknown as OpenedModel)).toBe(false);
});

test("it is read once, beside the page, and again only where it could not be had", async () => {
  const fetched = serve(undefined, report("mini"));
  expect(await shippedReport(opened("mini"))).toBeUndefined();
  expect(await shippedReport(opened("mini"))).toEqual(report("mini"));
  expect(await shippedReport(opened("mini"))).toEqual(report("mini"));
  expect(await shippedReport(opened("mini", { dataSha256: "bb" }))).toBeUndefined();
  expect(fetched).toEqual(Array(2).fill("https://example.org/lab/models/mini/report.json"));
});

test("models that do not come with the page have none, and nothing is asked for", async () => {
  const fetched = serve(report("gpt2"));
  expect(await shippedReport(opened("gpt2", {}, "hub"))).toBeUndefined();
  expect(fetched).toEqual([]);
});
