import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { type OnnxFiles, onnxFiles } from "../../src/model/onnx/onnxFiles.ts";

/** Exports by PyTorch's own exporters of tiny seeded checkpoints, which lie beside them; tools/exports makes them. */
export const ONNX_FIXTURES = resolve(import.meta.dirname, "../model/fixtures/onnx");

export const EXPORTS = [
  { checkpoint: "gpt2", file: "plain.onnx", tolerance: 1e-6 },
  { checkpoint: "gpt2", file: "past-f16.onnx", tolerance: 2e-3 },
  { checkpoint: "neox", file: "external.onnx", tolerance: 1e-6 },
  { checkpoint: "neox", file: "past.onnx", tolerance: 1e-6 },
  { checkpoint: "neox-serial", file: "plain.onnx", tolerance: 1e-6 },
] as const;

export const fixtureFolder = (checkpoint: string) => folderFiles(resolve(ONNX_FIXTURES, checkpoint));

export const fixtureFiles = (checkpoint: string, file: string): Promise<OnnxFiles> =>
  onnxFiles(fixtureFolder(checkpoint), file);

/** PyTorch's hidden states: [layer][batch · pos · dModel]. */
export function expectedTaps(checkpoint: string): { tokenIds: number[][]; residPost: number[][] } {
  return JSON.parse(readFileSync(resolve(ONNX_FIXTURES, checkpoint, "expected.json"), "utf8"));
}
