import type { KernelTimes, SelfCheck } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { kernelsInWords, timedBy } from "../kernelWords.ts";
import { en, type Texts } from "../texts/en.ts";
import { milliseconds, size } from "../words.ts";

type Words = Texts["models"]["check"]["facts"];
type KernelWords = Texts["common"]["kernels"];

/** Every fact of a check, in the order in which it is read. */
export function selfCheckFacts(
  check: SelfCheck,
  t: Words,
  kernels: KernelWords,
): [term: string, value: string][] {
  const { ms, memory } = check;
  return [
    [t.model, check.model],
    ...optional(t.commit, check.revision),
    [t.source, check.source],
    [t.shape, `${check.nLayers} × ${check.dModel}`],
    [t.backend, check.backend],
    [t.reason, check.reason],
    ...optional(t.adapter, check.adapter),
    [t.threads, String(check.threads)],
    [t.dtype, check.dtype],
    [t.computedIn, check.computedIn],
    ...optional(t.onGpu, check.half && t.halves(check.half.inF32)),
    [t.sha256, check.weightsSha256 || t.noSha256],
    [t.probe, t.probeOf(check.probe, check.nTokens, formatCount(check.nTokens))],
    [t.maxError, maxError(check, t)],
    ...optional(t.f16Error, check.f16Error?.toExponential(1)),
    [t.firstLayer, time(ms.firstLayer)],
    [t.lastLayer, time(ms.lastLayer)],
    [t.probeTook, time(ms.probe)],
    [t.layerTook, layerTimes(check, t)],
    ...(check.kernels ? kernelFacts(check.kernels, t, kernels) : []),
    [t.memory, size(memory.weightsBytes)],
    [t.open, residency(check, t)],
    ...optional(t.heap, memory.heapBytes === undefined ? undefined : size(memory.heapBytes)),
    [t.browser, check.userAgent],
    [t.version, check.version],
  ];
}

/** The panel as plain text, to be put into a report: in English, whoever reads it. */
export function selfCheckText(check: SelfCheck): string {
  const facts = selfCheckFacts(check, en.models.check.facts, en.common.kernels);
  return [
    "Tailscope self-check",
    `${check.passed ? "PASSED" : "NOT PASSED"}: ${check.verdict}`,
    ...facts.map(([term, value]) => `${term}: ${value}`),
    "",
  ]
    .join("\n")
    .replaceAll("\u00a0", " ");
}

function maxError({ maxError: error, worstLayer }: SelfCheck, t: Words): string {
  return error === undefined ? t.notCompared : t.ofLayer(error.toExponential(1), worstLayer);
}

function residency({ nLayers, memory }: SelfCheck, t: Words): string {
  const open = t.openOf(memory.residentLayers, nLayers);
  return memory.paged ? t.paged(open) : open;
}

function layerTimes({ layerMs: { median, slowest, slowestLayer } }: SelfCheck, t: Words): string {
  return t.layerTimes(milliseconds(median), milliseconds(slowest), slowestLayer);
}

function kernelFacts(times: KernelTimes, t: Words, kernels: KernelWords): [string, string][] {
  return [
    [times.how === "cpu" ? t.onCpu : t.kernels, kernelsInWords(times, kernels)],
    [t.timedBy, timedBy(times, kernels)],
  ];
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function optional(term: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[term, value]];
}
