import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** Reads one field's value; `wire` is how it lies there. */
export type FieldReader = (reader: BinaryReader, wire: WireType) => void;

/** Reads a message's known fields in order and passes over the others: large ones are neither read nor copied. */
export function readMessage(bytes: Uint8Array, fields: Readonly<Record<number, FieldReader>>): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    const read = fields[field];
    if (read) read(reader, wire);
    else reader.skip(wire, field);
  }
}

export const text =
  (take: (value: string) => void): FieldReader =>
  (reader, wire) => {
    expectWire(wire, WireType.LengthDelimited);
    take(reader.string());
  };

/** A message inside, as a view of its bytes. */
export const inner =
  (take: (bytes: Uint8Array) => void): FieldReader =>
  (reader, wire) => {
    expectWire(wire, WireType.LengthDelimited);
    take(reader.bytes());
  };

/** Whole numbers, one a field or packed. Those beyond 2^53 are cut there. */
export const wholes =
  (take: (value: number) => void): FieldReader =>
  (reader, wire) => {
    if (wire === WireType.Varint) return take(whole(reader));
    expectWire(wire, WireType.LengthDelimited);
    const packed = new BinaryReader(reader.bytes());
    while (packed.pos < packed.len) take(whole(packed));
  };

function whole(reader: BinaryReader): number {
  const value = Number(reader.int64());
  // "to the end" is written as the greatest int64: a number no size comes near
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

function expectWire(wire: WireType, expected: WireType): void {
  if (wire !== expected) throw new RangeError(`wire type ${wire}, not ${expected}`);
}
