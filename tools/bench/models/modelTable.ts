import type { Spread } from "../measure.ts";

/** One model in one place. Times in ms. */
export interface ModelRow {
  model: string;
  where: string;
  date: string;
  firstLayer: number;
  lastLayer: number;
  nLayers: number;
  /** Layers that stay open; fewer than nLayers: paged. */
  residentLayers: number;
  /** Of what stays open: weights in float32, embeddings as stored. */
  keptBytes: number;
  /** Memory in use before, after a tiny model had been opened and closed. */
  beforeBytes?: number;
  /** Greatest memory in use until the last layer had come. */
  peakBytes?: number;
  nTokens: number;
  pass: Spread;
  /** Median of our passes over those of one bare session of the same layers. */
  overBare?: number;
  /** Our fastest pass over PyTorch's: they don't run side by side, and the fastest is disturbed least. */
  overTorch?: number;
}

export interface ModelResult {
  machine: string;
  rows: ModelRow[];
}

/** How much more than it keeps a model may take while it is loaded. */
export const PEAK_TARGET = 1.15;

const HEAD = [
  "model",
  "where",
  "first layer, s",
  "all layers, s",
  "kept, GB",
  "peak, GB",
  "peak / kept",
  "tokens / s",
  "pass, ms",
  "/ bare session",
  "/ PyTorch",
  "note",
];

function cells(row: ModelRow): string[] {
  const { nLayers, residentLayers, pass, keptBytes, beforeBytes, peakBytes, overBare, overTorch } = row;
  const known = beforeBytes !== undefined && peakBytes !== undefined;
  const peak = known ? (peakBytes - beforeBytes) / keptBytes : undefined;
  const notes = [
    residentLayers < nLayers && `paged: ${residentLayers} of ${nLayers} layers stay open`,
    peak !== undefined && peak > PEAK_TARGET && `peak above ${PEAK_TARGET}`,
  ];
  return [
    row.model,
    row.where,
    (row.firstLayer / 1000).toFixed(2),
    (row.lastLayer / 1000).toFixed(2),
    (keptBytes / 1e9).toFixed(2),
    known ? (peakBytes / 1e9).toFixed(2) : "",
    peak?.toFixed(2) ?? "",
    ((1000 * row.nTokens) / pass.median).toFixed(0),
    `${pass.median.toFixed(0)} (${pass.low.toFixed(0)} to ${pass.high.toFixed(0)}, n = ${pass.n})`,
    overBare?.toFixed(2) ?? "",
    overTorch?.toFixed(2) ?? "",
    notes.filter(Boolean).join("; "),
  ];
}

export function toMarkdown({ machine, rows }: ModelResult): string {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cells)].map((line) => `| ${line.join(" | ")} |`);
  const nTokens = [...new Set(rows.map((row) => row.nTokens))].join(", ");
  const how = [
    "Random weights of the real shapes, made on the fly and streamed from a hub on loopback.",
    "Times count from nothing but the repository's name, SHA-256 of all weights included. Kept: weights that stay open in float32, embeddings as stored.",
    "Peak: the greatest resident set until the last layer had come, of Node's process or of the Chromium renderer that runs the worker (no debugger is attached to it: one would make it keep copies of responses). Peak / kept: of the peak, what is over what was in use before, after a tiny model had been opened and closed.",
    `A pass is ${nTokens} tokens through all layers, its median with the quartiles; ratios are of times, over PyTorch's of the fastest.`,
  ];
  return `# Models\n\n${machine}\n\n${how.join(" ")}\n\n${lines.join("\n")}\n`;
}

/** One line a row, for a terminal. */
export function toText(row: ModelRow): string {
  return cells(row)
    .map((cell, i) => (i < 2 || cell === "" ? cell : `${HEAD[i]} ${cell}`))
    .filter(Boolean)
    .join("; ");
}
