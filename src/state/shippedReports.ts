import { keepReport, readReport } from "./reports.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Lays the reports that the shipped models came with beside those that are compared. */
export async function addShippedReports(): Promise<void> {
  for (const { id, kind } of store.getState().models) {
    if (kind !== "shipped") continue;
    const name = `models/${id}/report.json`;
    try {
      const answer = await fetch(new URL(name, document.baseURI));
      keepReport(readReport(await answer.text(), name));
    } catch (error) {
      report(error);
    }
  }
}

let laid = false;

/** Something to look at before anything was evaluated: once a visit, so that what a person removes stays away. */
export async function beginWithShippedReports(): Promise<void> {
  if (laid || store.getState().compared.length > 0 || store.getState().models.length === 0) return;
  laid = true;
  await addShippedReports();
}
