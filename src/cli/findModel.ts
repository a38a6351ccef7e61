import { stat } from "node:fs/promises";
import { Failure } from "../core/failure.ts";
import { type ModelRef, parseModelRef } from "../model/modelRef.ts";

/** Where a model is: a folder or a file of this machine, or a repository of the hub. */
export type ModelPlace =
  | { kind: "folder"; path: string }
  | { kind: "onnx"; path: string }
  | { kind: "hub"; ref: ModelRef };

/** What `--model` names; what lies on this machine wins over the hub. @throws Failure("bad-file" | "usage") */
export async function findModel(text: string): Promise<ModelPlace> {
  const found = await stat(text).catch(() => undefined);
  if (found?.isDirectory()) return { kind: "folder", path: text };
  if (found && /\.onnx$/i.test(text)) return { kind: "onnx", path: text };
  if (found) {
    throw new Failure(
      "bad-file",
      `${text} is neither a folder nor an .onnx file; --model takes the folder that it is in.`,
    );
  }
  if (isPath(text)) {
    throw new Failure(
      "bad-file",
      `${text} is no folder and no file; --model takes a folder in the Hugging Face layout, an .onnx file, or a repository, owner/name.`,
    );
  }
  return { kind: "hub", ref: parseModelRef(text) };
}

/** Written as a path is, and as no repository can be. */
const isPath = (text: string) =>
  !text.includes("://") &&
  (/^[./~\\]/.test(text) ||
    text.includes("\\") ||
    /\.onnx$/i.test(text) ||
    text.split("@")[0]!.split("/").length > 2);
