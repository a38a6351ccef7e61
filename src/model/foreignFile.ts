const SIGNS: readonly [starts: string, what: string][] = [
  ["PK\u0003\u0004", "a zip archive: unpack it first, or take the model.safetensors of the repository."],
  ["<!doc", "a web page, not a checkpoint: what it was downloaded from may have asked for a login."],
  ["<html", "a web page, not a checkpoint: what it was downloaded from may have asked for a login."],
  [
    "version ",
    "a Git LFS pointer, not the file itself: run `git lfs pull`, or download it from the repository.",
  ],
  ["gguf", "a GGUF file: Tailscope reads safetensors checkpoints."],
];

/** What a file that begins so is, if it is a well-known other thing: the rest of a sentence. `first`: 8 bytes or more. */
export function notSafetensors(first: Uint8Array): string | undefined {
  const text = String.fromCharCode(...first.subarray(0, 16)).trimStart();
  return SIGNS.find(([starts]) => text.toLowerCase().startsWith(starts.toLowerCase()))?.[1];
}
