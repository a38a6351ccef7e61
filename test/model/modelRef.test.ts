import { describe, expect, it } from "vitest";
import { formatModelRef, parseModelRef } from "../../src/model/modelRef.ts";
import { refusal } from "../support/refusal.ts";

describe("a model's name", () => {
  it.each([
    ["owner/name", "owner/name", "main"],
    [" openai-community/gpt2 ", "openai-community/gpt2", "main"],
    ["a/b@refs/pr/1", "a/b", "refs/pr/1"],
    ["a_1/b.c-d@v1.0_x", "a_1/b.c-d", "v1.0_x"],
    ["gpt2", "openai-community/gpt2", "main"],
    ["gpt2-medium", "openai-community/gpt2-medium", "main"],
    ["gpt2-large", "openai-community/gpt2-large", "main"],
    ["pythia-160m@step1000", "EleutherAI/pythia-160m", "step1000"],
    ["pythia-410m", "EleutherAI/pythia-410m", "main"],
    ["pythia-1b", "EleutherAI/pythia-1b", "main"],
  ])("%s is read", (text, repo, revision) => {
    expect(parseModelRef(text)).toEqual({ repo, revision });
    expect(parseModelRef(formatModelRef({ repo, revision }))).toEqual({ repo, revision });
  });

  it("is written without its revision where that is main", () => {
    expect(formatModelRef({ repo: "a/b", revision: "main" })).toBe("a/b");
    expect(formatModelRef({ repo: "a/b", revision: "step0" })).toBe("a/b@step0");
  });

  it.each([
    "",
    "name",
    "a/b/c",
    "../b",
    "a/..",
    "a\\b",
    "a/b c",
    "a/%2e%2e",
    "http://evil.example/a/b",
    "ftp://a/b",
    "a/b?x=1",
    "a/b#c",
    "-a/b",
    "a/b.",
    "a--b/c",
    "a/b.git",
    "é/b",
    "constructor",
    "__proto__",
    `a/${"b".repeat(95)}`,
  ])("%j is refused and the form shown", async (text) => {
    expect(await refusal(() => parseModelRef(text))).toBe(
      `usage: ${JSON.stringify(text)} is no name of a model: write owner/name or owner/name@revision, as in "openai-community/gpt2".`,
    );
  });

  it.each(["", "../x", "a..b", "/a", "a/", "a b", "a%2f", "a\\b", "x@y", "x?y", "b".repeat(129)])(
    "the revision %j is refused",
    async (revision) => {
      expect(await refusal(() => parseModelRef(`a/b@${revision}`))).toBe(
        `usage: ${JSON.stringify(revision)} is no revision of a/b: write a branch, a tag or a commit, as in "a/b@main".`,
      );
    },
  );

  it.each([
    ["https://huggingface.co/EleutherAI/pythia-70m", "EleutherAI/pythia-70m"],
    ["https://huggingface.co/EleutherAI/pythia-70m/tree/step1", "EleutherAI/pythia-70m"],
    ["huggingface.co/a/b?x", "a/b"],
    ["http://hf.co/a/b", "a/b"],
  ])("%s, pasted, is told to be written without the address", async (text, repo) => {
    expect(await refusal(() => parseModelRef(text))).toBe(
      `usage: ${JSON.stringify(text)} is an address: write "${repo}" instead.`,
    );
  });

  it("a pasted address of nothing gets the form, not its own text back", async () => {
    expect(await refusal(() => parseModelRef("https://huggingface.co/../..%2f"))).toContain(
      "write owner/name or",
    );
  });
});
