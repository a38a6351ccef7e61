import { Tokenizer } from "@huggingface/tokenizers";
import { Failure } from "../core/failure.ts";
import type { Tokens } from "../core/seams.ts";
import { wellFormed } from "../core/text.ts";

/** Text to token ids, as the model was trained with. */
export interface TextTokenizer {
  tokenize(text: string, options: { prependBos: boolean; nCtx: number }): Tokens;
}

const BOS = "<|endoftext|>";

/** The tokenizer of a folder's tokenizer.json (and tokenizer_config.json where there is one). */
export function createTokenizer(
  json: unknown,
  config: unknown,
  bosTokenId: number,
  name: string,
): TextTokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(json as object, (config ?? {}) as object);
  } catch (error) {
    throw new Failure("bad-file", `${name} is no tokenizer that can be read: ${(error as Error).message}.`);
  }
  const bos = tokenizer.token_to_id(BOS) ?? bosTokenId;
  return {
    tokenize(text, { prependBos, nCtx }) {
      const encoded = tokenizer.encode(wellFormed(text), { add_special_tokens: false }).ids;
      const all = prependBos ? [bos, ...encoded] : encoded;
      const ids = all.slice(0, nCtx);
      return { ids, texts: ids.map((id) => tokenText(tokenizer, id)), cut: all.length - ids.length };
    },
  };
}

/** The greatest token id of a tokenizer.json; -1 where it names none. */
export function largestTokenId(json: unknown): number {
  const { model, added_tokens: added } = (json ?? {}) as {
    model?: { vocab?: Record<string, number> };
    added_tokens?: { id: number }[];
  };
  let largest = -1;
  for (const id of Object.values(model?.vocab ?? {})) largest = Math.max(largest, id);
  for (const { id } of added ?? []) largest = Math.max(largest, id);
  return largest;
}

/** A token for people: its text, or the bytes it stands for where they are no whole characters. */
function tokenText(tokenizer: Tokenizer, id: number): string {
  const text = tokenizer.decode([id], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  if (!text.includes("\uFFFD")) return text;
  const raw = tokenizer.id_to_token(id) ?? "";
  return `‹${[...raw].map((c) => byteOf(c).toString(16).padStart(2, "0")).join(" ")}›`;
}

const BYTE_OF = byteTable();
const byteOf = (character: string) => BYTE_OF.get(character) ?? 0;

/** GPT-2's printable stand-ins for bytes, turned round (Radford et al. 2019, `bytes_to_unicode`). */
function byteTable(): Map<string, number> {
  const table = new Map<string, number>();
  let next = 256;
  for (let b = 0; b < 256; b++) {
    const printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    table.set(String.fromCodePoint(printable ? b : next++), b);
  }
  return table;
}
