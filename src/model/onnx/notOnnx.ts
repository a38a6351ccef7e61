const PAGE = "a web page, not an ONNX model: where it was downloaded may have asked for a login.";

/** How other kinds of files begin, and at which byte. */
const SIGNS: readonly [at: number, sign: string, what: string][] = [
  [0, "pk\u0003\u0004", "a zip archive, not an ONNX model: unpack it first."],
  [0, "<!doc", PAGE],
  [0, "<html", PAGE],
  [
    0,
    "version https://git-lfs",
    "a Git LFS pointer, not the model: run `git lfs pull`, or download it anew.",
  ],
  [0, "gguf", "a GGUF file, not an ONNX model."],
  [4, "ortm", "a model in ONNX Runtime's own format (.ort): take the .onnx that it was made from."],
  [
    4,
    '\0\0\0\0{"',
    "a safetensors file, not an ONNX model: open it with its config.json, as a folder, instead.",
  ],
];

/** What a file is, if it is a well-known other thing and no ONNX model: the rest of a sentence. */
export function notOnnx(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength === 0) return "empty.";
  const first = String.fromCharCode(...bytes.subarray(0, 64)).toLowerCase();
  return SIGNS.find(([at, sign]) => (at ? first.slice(at) : first.trimStart()).startsWith(sign))?.[2];
}
