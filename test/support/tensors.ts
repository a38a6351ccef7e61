import { readHeader, tensorBytes } from "../../src/core/safetensors.ts";

const ARRAYS = { F32: Float32Array, F64: Float64Array, I64: BigInt64Array };

/** All tensors of a safetensors file as typed arrays (I64 as numbers). */
export function readTensors(
  file: Uint8Array<ArrayBuffer>,
): Record<string, { shape: number[]; data: Float32Array | Float64Array }> {
  const header = readHeader(file, "the reference file");
  return Object.fromEntries(
    [...header.tensors].map(([name, { dtype, shape }]) => {
      const buffer = tensorBytes(file, header, name, "the reference file").slice().buffer;
      const data = new ARRAYS[dtype as keyof typeof ARRAYS](buffer);
      return [name, { shape, data: data instanceof BigInt64Array ? Float64Array.from(data, Number) : data }];
    }),
  );
}
