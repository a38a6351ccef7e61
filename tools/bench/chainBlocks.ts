import type { Graph, Initializer } from "../../src/model/onnxProto.ts";

/** The file that a layer's weights are in. */
export const layerFile = (layer: number) => `${layer}.bin`;

/**
 * One graph of `nLayers` blocks, each reading the one before: what a whole-model export would hold. Values and constants are
 * renamed by layer; mask, scale and rotary tables are shared.
 */
export function chainBlocks(block: Graph, nLayers: number): Graph {
  const [residPost] = block.outputs;
  const shared = new Set(block.inputs.map((input) => input.name).filter((name) => name !== "resid_pre"));
  const layers = Array.from({ length: nLayers }, (_, layer) => {
    const rename = (name: string): string => {
      if (shared.has(name)) return name;
      if (name === "resid_pre") return layer === 0 ? name : `${layer - 1}/${residPost!.name}`;
      return name === residPost!.name && layer === nLayers - 1 ? name : `${layer}/${name}`;
    };
    const initializers = block.initializers.map(
      (initializer): Initializer =>
        "file" in initializer
          ? { ...initializer, name: rename(initializer.name), file: layerFile(layer) }
          : { ...initializer, name: rename(initializer.name) },
    );
    const nodes = block.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    return { nodes, initializers };
  });
  return {
    ...block,
    name: `${nLayers}_blocks`,
    nodes: layers.flatMap(({ nodes }) => nodes),
    initializers: layers.flatMap(({ initializers }) => initializers),
  };
}
