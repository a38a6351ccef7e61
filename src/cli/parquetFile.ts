import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ByteWriter, ParquetWriter, type SchemaElement, type Writer } from "hyparquet-writer";
import { Failure } from "../core/failure.ts";

/** A column: `category` and `text` are UTF-8, the first with a dictionary. No column has missing values. */
export interface ParquetColumn {
  name: string;
  type: "category" | "text" | "int32" | "float32" | "float64";
}

/** Rows by column, in the columns' order. */
export type ParquetRows = readonly ArrayLike<string | number>[];

export interface ParquetFile {
  /** Appends a row group and waits until it is on disk: what was written is let go of. */
  write(rows: ParquetRows): Promise<void>;
  /** Writes the footer and moves the file to its place. */
  finish(): Promise<void>;
  /** Gives up: nothing of it stays. */
  discard(): Promise<void>;
}

const TYPES = { int32: "INT32", float32: "FLOAT", float64: "DOUBLE" } as const;

/** A Parquet file written row group by row group, so that memory holds one; beside its place until it is whole. */
export async function createParquet(
  path: string,
  columns: readonly ParquetColumn[],
  metadata: unknown,
): Promise<ParquetFile> {
  const part = `${path}.part`;
  const refuse = (error: unknown): never => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Failure(code === "ENOSPC" ? "disk-full" : "io", `${path} can't be written (${code}).`);
  };
  await mkdir(dirname(path), { recursive: true }).catch(refuse);
  const handle = await open(part, "w").catch(refuse);
  const writer = new ParquetWriter({
    writer: handleWriter(handle),
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, type }): SchemaElement => {
        const required = { name, repetition_type: "REQUIRED" } as const;
        return type === "category" || type === "text"
          ? { ...required, type: "BYTE_ARRAY", converted_type: "UTF8" }
          : { ...required, type: TYPES[type] };
      }),
    ],
    createdBy: "tailscope",
    kvMetadata: [{ key: "tailscope", value: JSON.stringify(metadata) }],
  });
  return {
    async write(rows) {
      const columnData = columns.map(({ name, type }, i) => ({
        name,
        data: rows[i] as number[],
        ...(type === "category" && { encoding: "RLE_DICTIONARY" as const }),
        ...((type === "float32" || type === "float64") && { encoding: "PLAIN" as const }),
      }));
      const rowGroupSize = Math.max(1, rows[0]?.length ?? 0);
      try {
        await writer.write({ columnData, rowGroupSize });
      } catch (error) {
        refuse(error);
      }
    },
    async finish() {
      try {
        await writer.finish();
        await handle.close();
        await rename(part, path);
      } catch (error) {
        refuse(error);
      }
    },
    async discard() {
      await handle.close().catch(() => {});
      await rm(part, { force: true });
    },
  };
}

/** Bytes are gathered for a row group, then written and forgotten. */
function handleWriter(handle: FileHandle): Writer {
  const bytes = new ByteWriter();
  const flush = async () => {
    const all = bytes.getBytes();
    for (let at = 0; at < all.length; ) at += (await handle.write(all, at)).bytesWritten;
    bytes.index = 0;
  };
  return Object.assign(bytes, { flush, finish: flush });
}
