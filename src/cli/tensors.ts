import { Failure } from "../core/failure.ts";
import { readHeader, tensorBytes } from "../core/safetensors.ts";
import { readBytes, readJsonFile } from "./files.ts";

export interface ActivationFile {
  name: string;
  /** A float tensor, checked to have `rank` dimensions. */
  floats(tensor: string, rank: number): { shape: number[]; data: Float32Array };
  /** A tensor of whole numbers. */
  integers(tensor: string): number[];
}

/** A safetensors file of activations made elsewhere. */
export async function openActivationFile(path: string): Promise<ActivationFile> {
  const file = await readBytes(path);
  const header = readHeader(file, path);
  const bytes = (tensor: string) => tensorBytes(file, header, tensor, path).slice().buffer;
  const wrong = (tensor: string, need: string): never => {
    const { dtype, shape } = header.tensors.get(tensor)!;
    throw new Failure("bad-file", `${path}: "${tensor}" is ${dtype} [${shape}]; ${need} is needed.`);
  };
  return {
    name: path,
    floats(tensor, rank) {
      const buffer = bytes(tensor);
      const { dtype, shape } = header.tensors.get(tensor)!;
      if (shape.length !== rank || (dtype !== "F32" && dtype !== "F64"))
        return wrong(tensor, `F32 or F64 with ${rank} dimensions`);
      return {
        shape,
        data: dtype === "F32" ? new Float32Array(buffer) : Float32Array.from(new Float64Array(buffer)),
      };
    },
    integers(tensor) {
      const buffer = bytes(tensor);
      const { dtype } = header.tensors.get(tensor)!;
      if (dtype === "I64") return Array.from(new BigInt64Array(buffer), Number);
      if (dtype === "I32") return Array.from(new Int32Array(buffer));
      return wrong(tensor, "I64 or I32");
    },
  };
}

/** `[[…path]…]`, in class order. */
export async function readClasses(path: string): Promise<string[][]> {
  const json = await readJsonFile(path);
  const fine =
    Array.isArray(json) &&
    json.length >= 2 &&
    json.every((p) => Array.isArray(p) && p.length > 0 && p.every((x) => typeof x === "string"));
  if (!fine)
    throw new Failure(
      "bad-data",
      `${path} is no list of class paths, [["subject", "attribute"], …], of two or more.`,
    );
  const classes = json as string[][];
  if (classes.some((p) => p.length !== classes[0]!.length))
    throw new Failure("bad-data", `${path}: all class paths must have the same number of levels.`);
  return classes;
}
