import { Failure } from "../../core/failure.ts";
import { formatBytes } from "../bytes.ts";
import type { OnnxModel } from "./readModel.ts";

/** No buffer is greater: more is not portable between browsers. */
const LARGEST = 1e9;

export interface ExternalData {
  /** As the graph names it. */
  path: string;
  data: Uint8Array<ArrayBuffer>;
}

/**
 * The files beside the model that its constants lie in, in the order the graph names them.
 * @throws Failure("bad-file") where one is missing, too short, too large or outside of the folder
 */
export async function readExternalData(
  model: OnnxModel,
  data: (location: string) => Promise<Uint8Array<ArrayBuffer> | undefined>,
  name: string,
): Promise<ExternalData[]> {
  const ends = new Map<string, number>();
  for (const { name: tensor, external } of model.constants.values()) {
    if (!external) continue;
    const { location, offset, length = 0 } = external;
    if (!isBeside(location)) {
      throw new Failure(
        "bad-file",
        `${name} keeps "${tensor}" in "${location}", which is no file of its folder.`,
      );
    }
    ends.set(location, Math.max(ends.get(location) ?? 0, offset + length));
  }
  const files: ExternalData[] = [];
  for (const [path, end] of ends) {
    refuseLarge(path, end, name);
    const bytes = await data(path);
    if (!bytes)
      throw new Failure(
        "bad-file",
        `${name} keeps its weights in ${path}, which is missing: it must lie beside it.`,
      );
    refuseLarge(path, bytes.byteLength, name);
    if (bytes.byteLength < end) {
      throw new Failure(
        "bad-file",
        `${path} is cut short: it has ${bytes.byteLength} bytes, ${name} reads up to byte ${end}.`,
      );
    }
    files.push({ path, data: bytes });
  }
  return files;
}

/** @throws Failure("unsupported-model") for what is more than one buffer may hold */
export function refuseLarge(path: string, bytes: number, name: string): void {
  if (bytes <= LARGEST) return;
  throw new Failure(
    "unsupported-model",
    `${path} has ${formatBytes(bytes)}, more than ${name} can be opened with in one piece: take the model's safetensors checkpoint instead, which is read layer by layer.`,
  );
}

/** A relative path that stays in its folder. */
function isBeside(location: string): boolean {
  return /^[^/\\:]/.test(location) && !/[\\:\0]/.test(location) && !location.split("/").includes("..");
}
