import type { Report } from "./api.ts";
import type { FitOptions } from "./options.ts";

/** A name for each report, no two alike: the model's, with the options that tell it from another report of that model. */
export function reportNames(reports: readonly Report[]): string[] {
  const ids = reports.map((r) => r.model.id);
  const told = reports.map((report, i) => {
    const same = reports.filter((_, k) => ids[k] === ids[i]);
    if (same.length < 2) return report.model.id;
    const differing = (Object.keys(report.options) as (keyof FitOptions)[]).filter((key) =>
      same.some((other) => optionText(other, key) !== optionText(report, key)),
    );
    const words = differing.map((key) => `${key} ${optionText(report, key)}`);
    if (same.some((other) => weights(other) !== weights(report))) words.push(`weights ${weights(report)}`);
    if (same.some((other) => layers(other) !== layers(report))) words.push(`layers ${layers(report)}`);
    return words.length > 0 ? `${report.model.id} (${words.join(", ")})` : report.model.id;
  });
  return told.map((name, i) => {
    if (told.indexOf(name) === told.lastIndexOf(name)) return name;
    return `${name} #${told.slice(0, i + 1).filter((other) => other === name).length}`;
  });
}

/** Why rows of these reports may not be comparable with the first's, a sentence each. */
export function compareWarnings(reports: readonly Report[]): string[] {
  const names = reportNames(reports);
  return reports.flatMap((report, i) => {
    const differ = differences(report, reports[0]!);
    return differ.length > 0
      ? [`${names[i]} is not on the same ground as ${names[0]}: it has ${differ.join("; ")}.`]
      : [];
  });
}

/** What a report rests on that another does not: data, split, classes, options, weights, layers, number of sentences. */
export function differences(report: Report, from: Report): string[] {
  const differ: string[] = [];
  if (report.data.sha256 !== from.data.sha256) {
    differ.push(`the data ${report.data.name} instead of ${from.data.name}${sameName(report, from)}`);
  }
  if (report.data.split !== from.data.split) {
    differ.push(`the split "${report.data.split}" instead of "${from.data.split}"`);
  }
  if (!sameClasses(report, from)) {
    differ.push(`other classes (${report.classes.length}, there ${from.classes.length})`);
  }
  for (const key of Object.keys(from.options) as (keyof FitOptions)[]) {
    const [here, there] = [optionText(report, key), optionText(from, key)];
    if (here !== there) differ.push(`${inWords(key)} ${here} instead of ${there}`);
  }
  if (weights(report) !== weights(from))
    differ.push(`weights ${weights(report)} instead of ${weights(from)}`);
  if (layers(report) !== layers(from)) differ.push(`layers ${layers(report)} instead of ${layers(from)}`);
  if (report.nTest !== from.nTest) differ.push(`${report.nTest} test sentences instead of ${from.nTest}`);
  return differ;
}

export const sameClasses = (a: Report, b: Report) => JSON.stringify(a.classes) === JSON.stringify(b.classes);

const sameName = (a: Report, b: Report) =>
  a.data.name === b.data.name ? " (another file of that name)" : "";
const weights = ({ model }: Report) => (model.roundedTo ? `rounded to ${model.roundedTo}` : "as they are");
const layers = (report: Report) => report.layersUsed?.join(" ") ?? "all";
/** “bandwidthScale” → “bandwidth scale”. */
const inWords = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function optionText(report: Report, key: keyof FitOptions): string {
  if (key !== "tailRule") return String(report.options[key]);
  const { rule, ...parameters } = report.options.tailRule; // as the command line spells it
  return [rule, Object.values(parameters).join(",")].filter((part) => part !== "").join(":");
}
