import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHeader } from "../../src/core/safetensors.ts";
import { tailscope, tailscopeJson, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { readTensors } from "../support/tensors.ts";
import { bosOf, TINY, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const bytes = (path: string) => new Uint8Array(readFileSync(path));

describe.each(["gpt2", "gpt_neox"] as const)("tailscope activations on %s", (architecture) => {
  const model = writeTinyModel(join(root, architecture), architecture);
  const out = join(root, `${architecture}.safetensors`);
  const bos = bosOf(architecture);
  const first = bos === 0 ? 1 : 0; // id of byte 0
  const of = (text: string) => [bos, ...utf8(text).map((b) => b + first)];

  it("writes ids and residual streams of a text, and the same of its ids", async () => {
    const { json } = await tailscopeJson<{ tokenIds: number[] }>(
      ...["activations", "--model", model, "--text", "bees hum", "--out", out],
    );
    expect(json.tokenIds).toEqual(of("bees hum")); // read whole, BOS in front
    const types = [...readHeader(bytes(out), out).tensors].map(([name, t]) => [
      name,
      `${t.dtype} ${t.shape}`,
    ]);
    expect(Object.fromEntries(types)).toEqual({
      token_ids: "I64 9",
      resid_pre: "F32 9,16",
      resid_post: "F32 2,9,16",
    });
    const tensors = readTensors(bytes(out));
    expect([...tensors.token_ids!.data]).toEqual(of("bees hum"));
    expect(tensors.resid_post!.data.every(Number.isFinite)).toBe(true);

    const other = join(root, `${architecture}-ids.safetensors`);
    const ids = of("bees hum").join(", ");
    await tailscopeJson("activations", "--model", model, "--ids", ids, "--out", other);
    expect(bytes(other)).toEqual(bytes(out));
  });

  it("cuts 5,000 words at n_ctx and says so on stderr", async () => {
    const text = "hum ".repeat(5000);
    const { json, stderr } = await tailscopeJson<{ tokenIds: number[] }>(
      ...["activations", "--model", model, "--text", text, "--out", out],
    );
    expect(json.tokenIds).toEqual(of(text).slice(0, TINY.nCtx));
    expect(stderr).toBe(
      `The text was cut at ${TINY.nCtx} tokens; ${text.length + 1 - TINY.nCtx} were left out.\n`,
    );
  });

  it("reads text of emoji alone, and a lone surrogate as U+FFFD", async () => {
    for (const [text, read] of [
      ["🐝🐝", "🐝🐝"],
      ["a\uD800b", "a\uFFFDb"],
    ] as const) {
      const { json } = await tailscopeJson<{ tokenIds: number[] }>(
        ...["activations", "--model", model, "--text", text, "--out", out],
      );
      expect(json.tokenIds).toEqual(of(read));
    }
  });
});

it("tailscope activations refuses what it can't run, and writes nothing", async () => {
  const model = writeTinyModel(join(root, "m"), "gpt2");
  const out = join(root, "never.safetensors");
  const told = (...args: string[]) =>
    tailscopeRefusal("activations", "--model", model, "--out", out, ...args);
  expect(await told()).toBe("2 one of --text and --ids is needed.");
  expect(await told("--text", "a", "--ids", "1")).toBe("2 one of --text and --ids is needed.");
  expect(await told("--text", " ")).toBe("2 --text is empty: at least one word is needed.");
  expect(await told("--ids", "1,x")).toContain('2 --ids: "x" is no token id');
  expect(await told("--ids", "")).toContain('2 --ids: "" is no token id');
  expect(await told("--ids", "5,257")).toBe("1 The token id 257 is not among the 257 of m.");
  expect(await told("--ids", new Array(97).fill(1).join())).toBe(
    "1 97 token ids are more than the 96 that m reads.",
  );
  await expect(async () => readFileSync(out)).rejects.toThrow("ENOENT");
});

it("tailscope activations without --json answers in words", async () => {
  const model = writeTinyModel(join(root, "words"), "gpt2");
  const out = join(root, "words.safetensors");
  const { code, stdout, stderr } = await tailscope(
    "activations",
    "--model",
    model,
    "--ids",
    "1,2",
    "--out",
    out,
  );
  expect([code, stdout, stderr]).toEqual([0, `${out}: 2 layers × 2 tokens × 16\n`, ""]);
});
