import { describe, expect, it } from "vitest";
import { readHeader, tensorBytes, writeSafetensors } from "../../src/core/safetensors.ts";

const tensors = {
  small: { shape: [3], data: Uint8Array.of(1, 2, 255) },
  ints: { shape: [2, 1], data: Int32Array.of(-5, 2 ** 31 - 1) },
  longs: { shape: [2], data: BigInt64Array.of(-(2n ** 63n), 9n) },
  singles: { shape: [2, 2], data: Float32Array.of(1.5, -0, 1e-45, Number.NaN) },
  doubles: { shape: [1, 2], data: Float64Array.of(Math.PI, 5e-324) },
  scalar: { shape: [], data: Float32Array.of(7) },
  none: { shape: [0, 4], data: new Float32Array() },
};
const metadata = { tailscope: '{"quoted": "日本語"}' };
const file = writeSafetensors(tensors, metadata);

describe("a file that was written", () => {
  const header = readHeader(file, "f");

  it.each(Object.entries(tensors))("has the tensor %s as it was", (name, { shape, data }) => {
    const info = header.tensors.get(name)!;
    expect(info.shape).toEqual(shape);
    const bytes = tensorBytes(file, header, name, "f");
    expect([...bytes]).toEqual([...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
  });

  it("has the types' names and its metadata", () => {
    const types = Object.fromEntries([...header.tensors].map(([name, t]) => [name, t.dtype]));
    expect(types).toEqual({
      small: "U8",
      ints: "I32",
      longs: "I64",
      singles: "F32",
      doubles: "F64",
      scalar: "F32",
      none: "F32",
    });
    expect(header.metadata).toEqual(metadata);
  });

  it("has every tensor aligned to its type, the whole data covered", () => {
    const { dataStart } = header;
    expect(dataStart % 8).toBe(0);
    for (const [name, { data }] of Object.entries(tensors))
      expect(header.tensors.get(name)!.begin % data.BYTES_PER_ELEMENT).toBe(0);
    const total = Object.values(tensors).reduce((n, t) => n + t.data.byteLength, 0);
    expect(file.byteLength).toBe(dataStart + total);
  });

  it("is the same bytes from the same input", () => {
    expect(writeSafetensors(tensors, metadata)).toEqual(file);
  });

  it("takes part of a longer array as that part", () => {
    const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const one = writeSafetensors({ part: { shape: [2], data: part } });
    const bytes = tensorBytes(one, readHeader(one, "f"), "part", "f").slice();
    expect([...new Float32Array(bytes.buffer)]).toEqual([2, 3]);
  });
});

it("a shape that does not hold the data is a bug, and thrown", () => {
  expect(() => writeSafetensors({ x: { shape: [2, 2], data: new Float32Array(3) } })).toThrow(
    "x: shape 2,2 holds 4 elements, the data 3",
  );
});

it("a file of no tensors is a file", () => {
  expect(readHeader(writeSafetensors({}), "f").tensors.size).toBe(0);
});
