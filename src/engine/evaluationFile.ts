import type { Recipe } from "../core/atlas.ts";
import type {
  EvaluatedSentence,
  Evaluation,
  EvaluationOrigin,
  EvaluationPart,
  ModeResults,
} from "../core/evaluation.ts";
import { Failure } from "../core/failure.ts";
import { firstDifference } from "../core/firstDifference.ts";
import { type Mode, parseMode } from "../core/options.ts";
import {
  readHeader,
  type SafetensorsHeader,
  type TensorData,
  tensorBytes,
  writeSafetensors,
} from "../core/safetensors.ts";

const LEAKED = 1;
const REPEATED = 2;

/** What stands in the file's metadata under `tailscope`. */
interface Head {
  format: "tailscope-evaluation";
  version: 1;
  recipe: Recipe;
  modes: Mode[];
  origin?: EvaluationOrigin;
  part: number;
  parts: number;
  nTest: number;
}

/**
 * An evaluation, or a part of one, as a safetensors file. By mode: `totals_*` [sentence, class], `by_layer_*`
 * [sentence, class, layer], `floored_*` and `tail_count_*` [class, layer]; besides `true_class`, `indices`, `flags`
 * (1 leaked, 2 repeated) and `text_ends` [sentence], ends of each text in `texts` (UTF-8). The same input gives the same bytes.
 */
export function writeEvaluation(evaluation: Evaluation | EvaluationPart): Uint8Array<ArrayBuffer> {
  const { recipe, modes, origin, sentences, results } = evaluation;
  const { part, parts, indices, nTest } = asPart(evaluation);
  const [n, nClasses, nLayers] = [sentences.length, recipe.classes.length, recipe.model.nLayers];
  const head: Head = {
    format: "tailscope-evaluation",
    version: 1,
    recipe,
    modes,
    ...(origin && { origin }),
    part,
    parts,
    nTest,
  };
  const tensors: Record<string, TensorData> = {};
  modes.forEach(({ name }, m) => {
    const { totals, byLayer, floored, tailCount } = results[m]!;
    tensors[`totals_${name}`] = { shape: [n, nClasses], data: totals };
    tensors[`by_layer_${name}`] = { shape: [n, nClasses, nLayers], data: byLayer };
    tensors[`floored_${name}`] = { shape: [nClasses, nLayers], data: floored };
    tensors[`tail_count_${name}`] = { shape: [nClasses, nLayers], data: tailCount };
  });
  const whole = (numbers: readonly number[]) => ({ shape: [n], data: Int32Array.from(numbers) });
  const flags = sentences.map((s) => (s.leaked ? LEAKED : 0) | (s.repeated ? REPEATED : 0));
  const { bytes, ends } = joinTexts(sentences.map((s) => s.text));
  tensors.true_class = whole(sentences.map((s) => s.trueClass));
  tensors.indices = whole(indices);
  tensors.text_ends = whole(ends);
  tensors.flags = { shape: [n], data: Uint8Array.from(flags) };
  tensors.texts = { shape: [bytes.length], data: bytes };
  return writeSafetensors(tensors, { tailscope: JSON.stringify(head) });
}

/** Reads a file of `writeEvaluation`, every tensor checked; its arrays are views into `file`. @throws Failure("bad-file") */
export function readEvaluationPart(file: Uint8Array<ArrayBuffer>, name: string): EvaluationPart {
  const aligned = file.byteOffset % 8 === 0 ? file : file.slice();
  const header = readHeader(aligned, name);
  const { recipe, modes, origin, part, parts, nTest } = parseHead(header, name);
  const tensor = (key: string, dtype: string, shape: readonly number[] | undefined) => {
    const bytes = tensorBytes(aligned, header, key, name);
    const info = header.tensors.get(key)!;
    if (
      info.dtype !== dtype ||
      (shape && info.shape.join() !== shape.join()) ||
      info.begin % SIZES[dtype]! > 0
    ) {
      const asked = `${dtype}${shape ? ` [${shape}]` : ""}`;
      throw damaged(name, `its tensor "${key}" is ${info.dtype} [${info.shape}], ${asked} is needed`);
    }
    return bytes;
  };
  const n = header.tensors.get("true_class")?.shape[0] ?? 0;
  const ints = (key: string) => [...view(Int32Array, tensor(key, "I32", [n]))];
  const [nClasses, nLayers] = [recipe.classes.length, recipe.model.nLayers];
  const doubles = (key: string, shape: number[]) => view(Float64Array, tensor(key, "F64", shape));
  const results = modes.map(
    (mode): ModeResults => ({
      totals: doubles(`totals_${mode.name}`, [n, nClasses]),
      byLayer: view(Float32Array, tensor(`by_layer_${mode.name}`, "F32", [n, nClasses, nLayers])),
      floored: doubles(`floored_${mode.name}`, [nClasses, nLayers]),
      tailCount: doubles(`tail_count_${mode.name}`, [nClasses, nLayers]),
    }),
  );
  const [trueClass, indices, ends] = [ints("true_class"), ints("indices"), ints("text_ends")];
  const flags = tensor("flags", "U8", [n]);
  const texts = splitTexts(tensor("texts", "U8", undefined), ends, name);
  if (trueClass.some((c) => c < 0 || c >= nClasses)) throw damaged(name, "a sentence is of no class");
  if (indices.some((at, i) => at >= nTest || at <= (indices[i - 1] ?? -1)))
    throw damaged(name, `its sentences are not among ${nTest} in ascending order`);
  const sentences = texts.map(
    (text, i): EvaluatedSentence => ({
      text,
      trueClass: trueClass[i]!,
      leaked: (flags[i]! & LEAKED) !== 0,
      repeated: (flags[i]! & REPEATED) !== 0,
    }),
  );
  return { recipe, modes, ...(origin && { origin }), sentences, results, part, parts, indices, nTest };
}

/** The same for a whole evaluation. @throws Failure("bad-file") for a part of one */
export function readEvaluation(file: Uint8Array<ArrayBuffer>, name: string): Evaluation {
  const { part, parts, indices, nTest, ...whole } = readEvaluationPart(file, name);
  if (parts > 1 || indices.length !== nTest)
    throw new Failure(
      "bad-file",
      `${name} is part ${part} of ${parts} of an evaluation: join all of them first (tailscope report merge).`,
    );
  return whole;
}

const SIZES: Record<string, number> = { F64: 8, F32: 4, I32: 4, U8: 1 };

function asPart(evaluation: Evaluation | EvaluationPart) {
  if ("parts" in evaluation) return evaluation;
  const nTest = evaluation.sentences.length;
  return { part: 1, parts: 1, nTest, indices: evaluation.sentences.map((_, i) => i) };
}

type Numbers<T> = new (buffer: ArrayBuffer, byteOffset: number, length: number) => T;

function view<T>(type: Numbers<T> & { BYTES_PER_ELEMENT: number }, bytes: Uint8Array<ArrayBuffer>): T {
  return new type(bytes.buffer, bytes.byteOffset, bytes.byteLength / type.BYTES_PER_ELEMENT);
}

function joinTexts(texts: readonly string[]): { bytes: Uint8Array; ends: number[] } {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const bytes = new Uint8Array(encoded.reduce((n, e) => n + e.length, 0));
  let at = 0;
  const ends = encoded.map((e) => {
    bytes.set(e, at);
    at += e.length;
    return at;
  });
  return { bytes, ends };
}

function splitTexts(bytes: Uint8Array, ends: readonly number[], name: string): string[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  if (ends.some((end, i) => end < (ends[i - 1] ?? 0)) || (ends.at(-1) ?? 0) !== bytes.length)
    throw damaged(name, "its texts do not end where they should");
  return ends.map((end, i) => decoder.decode(bytes.subarray(ends[i - 1] ?? 0, end)));
}

function parseHead({ metadata }: SafetensorsHeader, name: string): Head {
  let head: Partial<Head> | undefined;
  try {
    head = JSON.parse(metadata.tailscope ?? "null") ?? undefined;
  } catch {
    // told below
  }
  if (head?.format !== "tailscope-evaluation")
    throw new Failure("bad-file", `${name} is a safetensors file but no evaluation of Tailscope's.`);
  if (head.version !== 1)
    throw new Failure(
      "bad-file",
      `${name} is an evaluation of the version ${String(head.version)}; this program reads version 1.`,
    );
  const { recipe, modes, part, parts, nTest } = head;
  const counts = [part, parts, nTest, recipe?.model?.nLayers].every(
    (x) => Number.isSafeInteger(x) && x! >= 0,
  );
  const classes: unknown = recipe?.classes;
  const paths = Array.isArray(classes) && classes.length > 0 && classes.every((p) => Array.isArray(p));
  const known = Array.isArray(modes) && modes.every((mode) => !firstDifference(parseMode(mode?.name), mode));
  if (!recipe?.data || !recipe.options || !counts || !paths || !known || part! < 1 || part! > parts!)
    throw damaged(name, "its recipe is damaged");
  return head as Head;
}

const damaged = (name: string, what: string) => new Failure("bad-file", `${name} can't be used: ${what}.`);
