import type { DataPreview, OpenedModel, Report } from "../core/api.ts";
import { canonicalJson } from "../core/canonicalJson.ts";
import type { FitOptions } from "../core/options.ts";
import { type FitForm, readOptions } from "./fitForm.ts";

/** What all models of a run have in common. */
export interface Ground {
  data: DataPreview;
  form: FitForm;
  atlas: FittedOn;
}

/** What an atlas was fitted on, and how. */
export type FittedOn = Pick<
  NonNullable<OpenedModel["atlas"]>,
  "options" | "dataName" | "dataSha256" | "nTrain" | "split"
>;

/** @throws Failure("usage") that names the field whose number can't be used */
export function groundOf(data: DataPreview, form: FitForm): Ground {
  const { name: dataName, sha256: dataSha256, nTrain, split } = data;
  const atlas = { options: readOptions(form.options), dataName, dataSha256, nTrain, split };
  return { data, form: { ...form, name: "" }, atlas };
}

/** Whether a report is of all held-out sentences, by all layers and in both modes. */
export function isReportOn(
  { data, options, nTest, layersUsed, modes }: Report,
  { atlas, data: all }: Ground,
) {
  const isWhole = nTest === all.nTest && layersUsed === undefined && modes.full && modes.tails;
  const same = data.name === atlas.dataName && data.sha256 === atlas.dataSha256 && data.split === atlas.split;
  return Boolean(isWhole) && same && isSame(options, atlas.options);
}

export function isOn(atlas: OpenedModel["atlas"], wanted: FittedOn): boolean {
  if (atlas === undefined) return false;
  const { dataName, dataSha256, nTrain, split, options } = wanted;
  const same = atlas.dataName === dataName && atlas.dataSha256 === dataSha256 && atlas.split === split;
  return same && atlas.nTrain === nTrain && isSame(atlas.options, options);
}

export const isSame = (a: FitOptions, b: FitOptions) => canonicalJson(a) === canonicalJson(b);
