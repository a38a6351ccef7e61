import type { OpenedModel, Report } from "../core/api.ts";
import { isSame } from "./studyGround.ts";

/** By model: each is read once. */
const reports = new Map<string, Promise<Report | undefined>>();

/** What was found on the held-out sentences of a model that comes with the page; none where its atlas is another by now. */
export async function shippedReport(opened: OpenedModel): Promise<Report | undefined> {
  if (opened.kind !== "shipped") return undefined;
  const { id } = opened.shape;
  const reading = reports.get(id) ?? read(id);
  reports.set(id, reading);
  const report = await reading;
  if (report === undefined) reports.delete(id); // perhaps next time
  return report && isReportOf(report, opened) ? report : undefined;
}

/** Whether a report speaks of the model and the atlas that are open. */
export function isReportOf({ model, data, options }: Report, { shape, atlas }: OpenedModel): boolean {
  if (atlas === undefined || model.id !== shape.id) return false;
  return data.sha256 === atlas.dataSha256 && data.split === atlas.split && isSame(options, atlas.options);
}

/** Undefined where it can't be had: nothing is said of it then. */
async function read(id: string): Promise<Report | undefined> {
  try {
    const answer = await fetch(new URL(`models/${id}/report.json`, document.baseURI));
    return answer.ok ? ((await answer.json()) as Report) : undefined;
  } catch {
    return undefined;
  }
}
