import type { Report } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { formatLayers } from "../../state/layerList.ts";
import type { Texts } from "../texts/en.ts";
import { optionsInWords } from "../words.ts";

/** What a figure of a report is of, a line each. `mode`: in words; absent where a figure shows all of them. */
export function captionOf(report: Report, t: Texts, mode?: string): string[] {
  const { model, data, nTest, layersUsed, options } = report;
  const words = t.evaluate.caption;
  const layers = layersUsed ?? [...Array(model.nLayers).keys()];
  return [
    words.model(model.id, model.revision ?? ""),
    words.data(data.name, data.sha256.slice(0, 12), data.split),
    words.n(formatCount(nTest)),
    ...(mode === undefined ? [] : [words.mode(mode)]),
    words.layers(formatLayers(layers)),
    words.options(optionsInWords(options)),
  ];
}

/** Of a file: “tailscope-mini-gpt2-confusion-pair-tails”. */
export function fileOf(report: Report, ...parts: string[]): string {
  return ["tailscope", report.model.id, ...parts].join("-");
}
