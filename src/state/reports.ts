import type { Report } from "../core/api.ts";
import { Failure } from "../core/failure.ts";
import { type KeptReport, store } from "./store.ts";
import { report as reportTrouble } from "./trouble.ts";

/** Lays a report beside those that are compared, in the place of one of the same evaluation. */
export function keepReport(report: Report): void {
  store.setState(({ compared }) => {
    const same = compared.findIndex((kept) => evaluationOf(kept.report) === evaluationOf(report));
    if (same >= 0) return { compared: compared.with(same, { name: compared[same]!.name, report }) };
    return { compared: [...compared, { name: freeName(nameOf(report), compared), report }] };
  });
}

/** Takes report.json files; those that are none are told and the others taken. */
export async function addReports(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    try {
      keepReport(readReport(await file.text(), file.name));
    } catch (error) {
      reportTrouble(error);
    }
  }
}

export function removeReport(name: string): void {
  store.setState(({ compared }) => ({ compared: compared.filter((kept) => kept.name !== name) }));
}

/** @throws Failure("bad-file") where a text is no report that this page can show */
export function readReport(text: string, name: string): Report {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Failure("bad-file", `${name} is not JSON: hand over a report.json that Tailscope has written.`);
  }
  const report = json as Partial<Report> | null;
  if (report?.format !== "tailscope-report") {
    throw new Failure(
      "bad-file",
      `${name} is no report of Tailscope: its “format” is not “tailscope-report”.`,
    );
  }
  if (report.version !== 1) {
    throw new Failure(
      "bad-file",
      `${name} is of version ${report.version}, and this page reads version 1: reload the page for a newer one.`,
    );
  }
  const modes = Object.values(report.modes ?? {});
  const isWhole =
    typeof report.model?.id === "string" &&
    typeof report.data?.name === "string" &&
    typeof report.nTest === "number" &&
    Array.isArray(report.classes) &&
    modes.length > 0 &&
    modes.every(({ path, levels }) => Array.isArray(path?.confusion) && Array.isArray(levels));
  if (!isWhole)
    throw new Failure("bad-file", `${name} is a report with parts missing: evaluate again to write it anew.`);
  return report as Report;
}

function nameOf({ model, data, layersUsed }: Report): string {
  const layers = layersUsed === undefined ? "" : ` · ${layersUsed.length} of ${model.nLayers} layers`;
  const commit = model.revision === undefined ? "" : `@${model.revision.slice(0, 8)}`;
  return `${model.id}${commit} · ${data.name}${layers}`;
}

function freeName(name: string, taken: readonly KeptReport[]): string {
  const is = (one: string) => taken.some((kept) => kept.name === one);
  if (!is(name)) return name;
  for (let n = 2; ; n++) if (!is(`${name} (${n})`)) return `${name} (${n})`;
}

/** What makes two reports ones of the same evaluation. */
function evaluationOf({ model, data, options, nTest, layersUsed }: Report): string {
  return JSON.stringify([model, data, options, nTest, layersUsed]);
}
