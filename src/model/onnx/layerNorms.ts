import type { ValueGraph } from "./graph.ts";

/**
 * Values that are layer-normalised, in graph order: inputs of LayerNormalization, and of its decomposed form, where both the
 * mean of x and x less that mean are taken.
 */
export function normalisedValues(graph: ValueGraph): string[] {
  const found = new Set<string>();
  for (const { op, inputs } of graph.nodes) {
    if (op === "LayerNormalization") found.add(graph.source(inputs[0]!));
    if (op !== "Sub" || inputs.length !== 2) continue;
    const x = graph.source(inputs[0]!);
    const mean = graph.maker(graph.source(inputs[1]!));
    if (mean?.op === "ReduceMean" && graph.source(mean.inputs[0]!) === x) found.add(x);
  }
  return [...found];
}
