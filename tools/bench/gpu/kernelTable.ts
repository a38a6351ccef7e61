import type { Spread } from "../measure.ts";
import { achieved, isRight, type KernelRow, type KernelTable } from "./kernelRow.ts";

const HEAD = [
  "kernel",
  "size",
  "time (quartiles), n",
  "moved",
  "bandwidth",
  "FLOP",
  "FLOP/s",
  "CPU twin",
  "over twin",
  "over a copy",
  "greatest difference (allowed)",
  "counted",
];

const PREFIXES: [number, string][] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Three digits and an SI prefix. */
export function withPrefix(x: number, unit: string): string {
  const [factor, prefix] = PREFIXES.find(([least]) => x >= least) ?? [1, ""];
  return `${digits(x / factor)} ${prefix}${unit}`;
}

/** Milliseconds, as µs where they are few. */
export const duration = (ms: number): string =>
  ms < 1 ? `${digits(ms * 1000)} µs` : ms < 1000 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`;

/** Three digits that count, never as a power. */
function digits(x: number): string {
  if (x === 0) return "0";
  return x >= 1000 ? Math.round(x).toString() : x.toFixed(x >= 100 ? 0 : x >= 10 ? 1 : 2);
}

const spread = ({ median, low, high, n }: Spread) =>
  `${duration(median)} (${duration(low)} to ${duration(high)}), ${n}`;

/** How many times as fast, or as slow. */
const quicker = (x: number) => (x >= 1 ? `${digits(x)} × as fast` : `${digits(1 / x)} × as slow`);

const power = (x: number) => (x === 0 ? "0" : x.toExponential(1));

function cells(row: KernelRow): string[] {
  const { kernel, size, gpu, twin, difference, tolerance, bytes, flop, counted } = row;
  const made = achieved(row);
  return [
    kernel,
    size,
    gpu ? spread(gpu) : "not timed",
    withPrefix(bytes, "B"),
    made ? withPrefix(made.bandwidth, "B/s") : "",
    withPrefix(flop, ""),
    made ? withPrefix(made.flops, "FLOP/s") : "",
    `${twin.name}${twin.time ? ` ${duration(twin.time.median)}` : ""}`,
    made ? quicker(made.overTwin) : "",
    made ? `${digits(made.overCopy)} × as long` : "",
    `${power(difference)} (${power(tolerance)})${isRight(row) ? "" : " WRONG"}`,
    counted,
  ];
}

/** One line a kernel and size, for a terminal. */
export function toLine(row: KernelRow): string {
  const [kernel, size, time, , bandwidth, , flops, , twin, copy, difference] = cells(row);
  const speeds = row.gpu ? ` · ${bandwidth} · ${flops} · twin: ${twin} · copy: ${copy}` : "";
  return `${kernel}, ${size}: ${time}${speeds} · differs by ${difference}`;
}

/** The device in words, then the table. */
export function toMarkdown(table: KernelTable): string {
  const { device, granted, software, clock, where, date, rows } = table;
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cells)].map((line) => `| ${line.join(" | ")} |`);
  const kind = software ? " A processor plays the GPU here: of this table only the differences count." : "";
  return `${device} (${granted}); ${where}; ${date}; times by ${clock}.${kind}\n\n${lines.join("\n")}\n`;
}
