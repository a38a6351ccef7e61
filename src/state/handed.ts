import { Failure } from "../core/failure.ts";

/** A file of a folder, or a loose one. `path` is relative to the folder. */
export interface LocalFile {
  path: string;
  file: File;
}

/** What a person handed over, sorted by what is done with it. */
export interface Handed {
  /** Of the folder, or of the file that gives a loose heap its name. */
  name: string;
  /** The parts of a model, none where only an atlas was handed over. */
  model: LocalFile[];
  atlas: File | undefined;
}

const MODEL_PART = /\.(?:json|safetensors|onnx|data)$|\.onnx_data(?:_\d+)?$/i;
const ATLAS = /\.atlas$/i;

/** Whether anything could be done with a file of this path; hidden ones and what lies in hidden folders are left alone. */
export function isOfUse(path: string): boolean {
  return !path.split("/").some((part) => part.startsWith(".")) && (MODEL_PART.test(path) || ATLAS.test(path));
}

/**
 * Sorts what was handed over. `folder`: its name, where it was one.
 * @throws Failure("usage") where nothing of it can be opened; the sentence says what was there instead
 */
export function sortHanded(files: readonly LocalFile[], folder?: string): Handed {
  const useful = files.filter(({ path }) => isOfUse(path));
  const model = useful.filter(({ path }) => MODEL_PART.test(path));
  const atlas = useful.find(({ path }) => ATLAS.test(path))?.file;
  const name = folder ?? stem(model.find(({ path }) => /\.onnx$/i.test(path))?.path) ?? "loose files";
  if (useful.length === 0) {
    const seen = files.slice(0, 3).map(({ path }) => `“${path}”`);
    const what =
      seen.length === 0 ? "nothing at all" : seen.join(", ") + (files.length > 3 ? " and more" : "");
    throw new Failure(
      "usage",
      `${folder === undefined ? "No file" : `Nothing in “${folder}”`} can be opened (${what}): hand over a folder with config.json, tokenizer.json and *.safetensors, an .onnx, or an .atlas.`,
    );
  }
  return { name, model, atlas };
}

function stem(path: string | undefined): string | undefined {
  return path?.replace(/^.*\//, "").replace(/\.onnx$/i, "");
}
