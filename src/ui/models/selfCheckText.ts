import type { SelfCheck } from "../../core/api.ts";
import { plural, size } from "../words.ts";

/** Every fact of a check, in the order in which it is read. */
export function selfCheckFacts(check: SelfCheck): [term: string, value: string][] {
  const { ms, memory } = check;
  return [
    ["Model", check.model],
    ...optional("Commit", check.revision),
    ["Read from", check.source],
    ["Layers × width", `${check.nLayers} × ${check.dModel}`],
    ["Backend", check.backend],
    ["Chosen because", check.reason],
    ...optional("Adapter", check.adapter),
    ["Threads", String(check.threads)],
    ["Weights stored as", check.dtype],
    ["Computed in", check.computedIn],
    ["SHA-256 of the weights", check.weightsSha256 || "not computed"],
    ["Probe", `“${check.probe}” (${plural(check.nTokens, "token")})`],
    ["Max error against WASM", maxError(check)],
    ...optional("Error of F16 storage", check.f16Error?.toExponential(1)),
    ["First layer after", time(ms.firstLayer)],
    ["Last layer after", time(ms.lastLayer)],
    ["Probe took", time(ms.probe)],
    ["Weights in memory", size(memory.weightsBytes)],
    ["Layers kept open", residency(check)],
    ...optional("JavaScript heap", memory.heapBytes === undefined ? undefined : size(memory.heapBytes)),
    ["Browser", check.userAgent],
    ["Tailscope", check.version],
  ];
}

/** The panel as plain text, to be put into a report. */
export function selfCheckText(check: SelfCheck): string {
  const lines = selfCheckFacts(check).map(([term, value]) => `${term}: ${value}`);
  return [
    "Tailscope self-check",
    `${check.passed ? "PASSED" : "NOT PASSED"}: ${check.verdict}`,
    ...lines,
    "",
  ].join("\n");
}

function maxError({ maxError: error, worstLayer }: SelfCheck): string {
  if (error === undefined) return "not compared";
  return `${error.toExponential(1)}${worstLayer === undefined ? "" : `, layer ${worstLayer}`}, of the layer’s largest value`;
}

function residency({ nLayers, memory }: SelfCheck): string {
  return `${memory.residentLayers} of ${nLayers}${memory.paged ? ", paged: the others are opened in turn" : ""}`;
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function optional(term: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[term, value]];
}
