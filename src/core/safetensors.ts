import { Failure } from "./failure.ts";

/** Element types of the safetensors format, with their sizes in bytes. */
const SIZES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
} as const;

export type DType = keyof typeof SIZES;

export interface TensorInfo {
  dtype: DType;
  shape: number[];
  /** Byte range in the file, from its first byte. */
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: Map<string, TensorInfo>;
  metadata: Record<string, string>;
  /** Where the tensor bytes begin, in bytes from the file's start. */
  dataStart: number;
}

/** The format's own limit on the header, 100 MB. */
const MAX_HEADER = 100_000_000;

/** Length of the header that follows the first 8 bytes. @throws Failure("bad-file") */
export function headerLength(first8: Uint8Array, name: string): number {
  if (first8.byteLength < 8) bad(name, `it has ${first8.byteLength} bytes, too few for a safetensors file`);
  const length = new DataView(first8.buffer, first8.byteOffset, 8).getBigUint64(0, true);
  if (length < 2n || length > BigInt(MAX_HEADER)) {
    bad(name, `its header claims ${length} bytes; this is no safetensors file, or it is damaged`);
  }
  return Number(length);
}

/**
 * Reads a header with every bound checked: known types, shapes that fit the byte ranges, ranges inside the file,
 * none overlapping. `header` is the JSON's bytes, `fileSize` the whole file's length if known.
 */
export function parseHeader(
  header: Uint8Array,
  fileSize: number | undefined,
  name: string,
): SafetensorsHeader {
  const dataStart = 8 + header.byteLength;
  const json = parseJson(header, name);
  const tensors = new Map<string, TensorInfo>();
  let metadata: Record<string, string> = {};
  for (const [key, value] of Object.entries(json)) {
    if (key === "__metadata__") metadata = stringMap(value, name);
    else tensors.set(key, tensorInfo(key, value, dataStart, fileSize, name));
  }
  const byPlace = [...tensors].sort((a, b) => a[1].begin - b[1].begin || a[1].end - b[1].end);
  for (let i = 1; i < byPlace.length; i++) {
    const [before, a] = byPlace[i - 1]!;
    const [after, b] = byPlace[i]!;
    if (b.begin < a.end) bad(name, `the bytes of "${after}" overlap those of "${before}"`);
  }
  return { tensors, metadata, dataStart };
}

/** Reads the header of a file that is wholly in memory. */
export function readHeader(file: Uint8Array, name: string): SafetensorsHeader {
  const length = headerLength(file, name);
  if (8 + length > file.byteLength) {
    bad(
      name,
      `its header of ${length} bytes ends beyond the file's ${file.byteLength}: the file is cut short`,
    );
  }
  return parseHeader(file.subarray(8, 8 + length), file.byteLength, name);
}

/** The tensor's bytes, a view into the file. @throws Failure("bad-file") where there is none of that name. */
export function tensorBytes(
  file: Uint8Array<ArrayBuffer>,
  header: SafetensorsHeader,
  tensor: string,
  name: string,
): Uint8Array<ArrayBuffer> {
  const info = header.tensors.get(tensor);
  if (!info) bad(name, `it lacks the tensor "${tensor}"`);
  return file.subarray(info.begin, info.end);
}

/** A tensor to be written; the array's type gives the dtype. */
export interface TensorData {
  shape: number[];
  data: Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;
}

/**
 * Writes a safetensors file: header keys in the given order, data 8-byte aligned (the header is padded with spaces),
 * larger element types first so that every tensor is aligned. The same input gives the same bytes.
 */
export function writeSafetensors(
  tensors: Record<string, TensorData>,
  metadata: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors).sort(
    (a, b) => b[1].data.BYTES_PER_ELEMENT - a[1].data.BYTES_PER_ELEMENT,
  );
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let offset = 0;
  for (const [name, { shape, data }] of entries) {
    const n = shape.reduce((a, b) => a * b, 1);
    if (n !== data.length)
      throw new Error(`${name}: shape ${shape} holds ${n} elements, the data ${data.length}`);
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = utf8Bytes(JSON.stringify(header));
  const padded = Math.ceil(json.byteLength / 8) * 8;
  const file = new Uint8Array(8 + padded + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, 8, 8 + padded);
  file.set(json, 8);
  let at = 8 + padded;
  for (const [, { data }] of entries) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

function tensorInfo(
  key: string,
  value: unknown,
  dataStart: number,
  fileSize: number | undefined,
  name: string,
): TensorInfo {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !Object.hasOwn(SIZES, dtype))
    bad(name, `"${key}" has the unknown element type ${JSON.stringify(dtype)}`);
  if (!isSizes(shape)) bad(name, `"${key}" has the impossible shape ${JSON.stringify(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2)
    bad(name, `"${key}" has the impossible byte range ${JSON.stringify(offsets)}`);
  const [begin, end] = offsets as [number, number];
  const bytes = shape.reduce((a, b) => a * b, SIZES[dtype as DType]);
  if (end - begin !== bytes) {
    bad(
      name,
      `"${key}" of shape [${shape}] and type ${dtype} needs ${bytes} bytes, its byte range has ${end - begin}`,
    );
  }
  if (fileSize !== undefined && dataStart + end > fileSize) {
    bad(name, `"${key}" ends at byte ${dataStart + end}, but the file has only ${fileSize}: it is cut short`);
  }
  return { dtype: dtype as DType, shape, begin: dataStart + begin, end: dataStart + end };
}

function parseJson(bytes: Uint8Array, name: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(utf8Text(bytes));
    if (typeof json === "object" && json !== null && !Array.isArray(json))
      return json as Record<string, unknown>;
  } catch {
    // told below
  }
  return bad(name, "its header is no JSON object; this is no safetensors file, or it is damaged");
}

function stringMap(value: unknown, name: string): Record<string, string> {
  if (
    typeof value !== "object" ||
    value === null ||
    Object.values(value).some((v) => typeof v !== "string")
  ) {
    bad(name, "its __metadata__ is not a map of texts");
  }
  return value as Record<string, string>;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((v) => Number.isSafeInteger(v) && v >= 0);
}

function dtypeOf(data: TensorData["data"]): DType {
  if (data instanceof Float32Array) return "F32";
  if (data instanceof Float64Array) return "F64";
  if (data instanceof BigInt64Array) return "I64";
  if (data instanceof Int32Array) return "I32";
  return "U8";
}

// core compiles without the DOM library, so TextEncoder and TextDecoder are declared as far as they are used.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };
declare const TextDecoder: {
  new (label: string, options: { fatal: boolean }): { decode(bytes: Uint8Array): string };
};
const utf8Bytes = (text: string) => new TextEncoder().encode(text);
const utf8Text = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

function bad(name: string, what: string): never {
  throw new Failure("bad-file", `${name} can't be read: ${what}.`);
}
