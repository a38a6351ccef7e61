import { Failure } from "../core/failure.ts";

/**
 * The layers of “0-5, 9”, ascending, each once; an empty text means all `nLayers`.
 * @throws Failure("usage") that names the part that is no layer
 */
export function parseLayers(text: string, nLayers: number): number[] {
  const parts = text
    .replaceAll(/\s*[-–]\s*/g, "-")
    .split(/[,;\s]+/)
    .filter((part) => part !== "");
  if (parts.length === 0) return Array.from({ length: nLayers }, (_, layer) => layer);
  const layers = new Set<number>();
  for (const part of parts) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from > to || to >= nLayers) {
      throw new Failure(
        "usage",
        `“${part}” is no layer: write numbers from 0 to ${nLayers - 1} and ranges, such as “0-${Math.min(2, nLayers - 1)}, ${nLayers - 1}”.`,
      );
    }
    for (let layer = from; layer <= to; layer++) layers.add(layer);
  }
  return [...layers].sort((a, b) => a - b);
}

/** Ascending layers in words: “0-5, 9”. */
export function formatLayers(layers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const layer of layers) {
    const last = runs.at(-1);
    if (last && layer === last[1] + 1) last[1] = layer;
    else runs.push([layer, layer]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}
