import { describe, expect, it } from "vitest";
import {
  headerLength,
  parseHeader,
  readHeader,
  tensorBytes,
  writeSafetensors,
} from "../../src/core/safetensors.ts";
import { rawSafetensors } from "../support/rawSafetensors.ts";
import { refusal } from "../support/refusal.ts";

const NAME = "w.safetensors";
const told = (file: Uint8Array) => refusal(() => readHeader(file, NAME));
const start = `bad-file: ${NAME} can't be read: `;
const one = (changes: object, bytes = 8) =>
  rawSafetensors(
    { x: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...changes } },
    new Uint8Array(bytes),
  );

/** Eight bytes that claim a header of any length. */
function claim(length: bigint, rest = 0): Uint8Array {
  const file = new Uint8Array(8 + rest);
  new DataView(file.buffer).setBigUint64(0, length, true);
  return file;
}

it("the file that the refusals are made from is fine", () => {
  expect(readHeader(one({}), NAME).tensors.get("x")).toMatchObject({ dtype: "F32", shape: [2] });
});

describe("a header is refused", () => {
  it("in a file too short for its length", async () => {
    expect(await told(new Uint8Array(7))).toBe(`${start}it has 7 bytes, too few for a safetensors file.`);
    expect(await told(new Uint8Array())).toContain("it has 0 bytes");
  });

  it.each([0n, 1n, 100_000_001n, 2n ** 63n, 2n ** 64n - 1n])("that claims %s bytes", async (length) => {
    expect(await refusal(() => headerLength(claim(length), NAME))).toContain(
      `its header claims ${length} bytes`,
    );
  });

  it("that ends beyond the file", async () => {
    expect(await told(claim(50n, 10))).toBe(
      `${start}its header of 50 bytes ends beyond the file's 18: the file is cut short.`,
    );
  });

  it.each(["{ ", "[]", "null", "77", "   ", '"text"'])("that is %s", async (json) => {
    expect(await told(rawSafetensors(json))).toContain("its header is no JSON object");
  });

  it("that is no UTF-8", async () => {
    const file = rawSafetensors("{    }");
    file[10] = 0xff;
    expect(await told(file)).toContain("its header is no JSON object");
  });

  it.each([[{ a: 1 }], ["text"], [null]])("whose metadata is %j", async (metadata) => {
    expect(await told(rawSafetensors({ __metadata__: metadata }))).toContain(
      "its __metadata__ is not a map of texts",
    );
  });
});

describe("a tensor is refused", () => {
  it.each(["F31", "f32", "toString", "__proto__", "", 4, null, undefined])(
    "of the type %j",
    async (dtype) => {
      expect(await told(one({ dtype }))).toBe(
        `${start}"x" has the unknown element type ${JSON.stringify(dtype)}.`,
      );
    },
  );

  it.each([[-2], [1.5, 2], ["2"], [2 ** 60], "2", null, { 0: 2 }].map((s) => [s]))(
    "of the shape %j",
    async (shape) => {
      expect(await told(one({ shape }))).toBe(
        `${start}"x" has the impossible shape ${JSON.stringify(shape)}.`,
      );
    },
  );

  it.each([[0], [0, 8, 8], [-8, 0], [0, 7.5], ["0", "8"], null].map((r) => [r]))(
    "with the range %j",
    async (range) => {
      expect(await told(one({ data_offsets: range }))).toBe(
        `${start}"x" has the impossible byte range ${JSON.stringify(range)}.`,
      );
    },
  );

  it.each([
    [{ shape: [3] }, 12, 8],
    [{ dtype: "F16" }, 4, 8],
    [{ dtype: "F64" }, 16, 8],
    [{ data_offsets: [8, 0] }, 8, -8],
    [{ shape: [] }, 4, 8],
    [{ shape: [2 ** 52, 2 ** 52, 2 ** 52] }, 4 * 2 ** 156, 8],
  ])("whose shape and range differ (%#)", async (changes, needs, has) => {
    expect(await told(one(changes, 64))).toContain(`needs ${needs} bytes, its byte range has ${has}`);
  });

  it("that ends beyond the file", async () => {
    const file = one({}, 7);
    expect(await told(file)).toBe(
      `${start}"x" ends at byte ${file.length + 1}, but the file has only ${file.length}: it is cut short.`,
    );
    expect(await told(one({ data_offsets: [4, 12] }))).toContain("it is cut short");
  });

  it.each([null, 7, "x", []])("that is %j", async (value) => {
    expect(await told(rawSafetensors({ x: value }))).toContain('"x" has the unknown element type');
  });

  it("that overlaps another", async () => {
    const at = (begin: number) => ({ dtype: "U8", shape: [8], data_offsets: [begin, begin + 8] });
    const far = { a: at(0), b: at(16), c: at(7) };
    expect(await told(rawSafetensors(far, new Uint8Array(24)))).toBe(
      `${start}the bytes of "c" overlap those of "a".`,
    );
    const twice = { a: at(0), b: at(0) };
    expect(await told(rawSafetensors(twice, new Uint8Array(8)))).toContain('"b" overlap those of "a"');
  });

  it("that is not there", async () => {
    const file = writeSafetensors({ x: { shape: [1], data: new Float32Array(1) } });
    expect(await refusal(() => tensorBytes(file, readHeader(file, NAME), "y", NAME))).toBe(
      `${start}it lacks the tensor "y".`,
    );
  });
});

it("a file of unknown length is checked in all but its end", async () => {
  const json = new TextEncoder().encode('{"x":{"dtype":"F32","shape":[2],"data_offsets":[800,808]}}');
  expect(parseHeader(json, undefined, NAME).tensors.get("x")).toMatchObject({ begin: 8 + json.length + 800 });
  expect(await refusal(() => parseHeader(json, 100, NAME))).toContain("but the file has only 100");
});
