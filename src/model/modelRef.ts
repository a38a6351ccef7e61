import { Failure } from "../core/failure.ts";

/** A repository on the hub, and the branch, tag or commit that is asked of it. */
export interface ModelRef {
  /** `owner/name`. */
  repo: string;
  revision: string;
}

/** The six models by the names that the study, and TransformerLens, call them. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ...["gpt2", "gpt2-medium", "gpt2-large"].map((name) => [name, `openai-community/${name}`] as const),
  ...["pythia-160m", "pythia-410m", "pythia-1b"].map((name) => [name, `EleutherAI/${name}`] as const),
]);

const FORM = 'write owner/name or owner/name@revision, as in "openai-community/gpt2"';

/** Reads `owner/name[@revision]`, or a short name of the study's; `main` where no revision is given. @throws Failure("usage") */
export function parseModelRef(text: string): ModelRef {
  const asked = text.trim();
  const pasted = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([^/?#]+\/[^/?#]+)/i.exec(asked);
  if (pasted) {
    const form = isRepoName(pasted[1]!) ? `write "${pasted[1]}"` : FORM;
    throw new Failure("usage", `${JSON.stringify(text)} is an address: ${form} instead.`);
  }
  const at = asked.indexOf("@");
  const named = at < 0 ? asked : asked.slice(0, at);
  const revision = at < 0 ? "main" : asked.slice(at + 1);
  const repo = SHORT_NAMES.get(named) ?? named;
  if (!isRepoName(repo))
    throw new Failure("usage", `${JSON.stringify(text)} is no name of a model: ${FORM}.`);
  if (!isRevision(revision)) {
    throw new Failure(
      "usage",
      `${JSON.stringify(revision)} is no revision of ${repo}: write a branch, a tag or a commit, as in "${repo}@main".`,
    );
  }
  return { repo, revision };
}

/** The shortest text that `parseModelRef` reads as this. */
export function formatModelRef({ repo, revision }: ModelRef): string {
  return revision === "main" ? repo : `${repo}@${revision}`;
}

/** The hub's rules: two parts of letters, digits, `._-`, no `-` or `.` at their ends, none doubled, 96 characters in all. */
function isRepoName(text: string): boolean {
  const parts = text.split("/");
  return (
    parts.length === 2 &&
    text.length <= 96 &&
    !/--|\.\.|\.git$/.test(text) &&
    parts.every((part) => /^\w(?:[\w.-]*\w)?$/.test(part))
  );
}

function isRevision(text: string): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(text) && !text.includes("..") && text.length <= 128;
}
