import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { tailscopeIn, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { readTensors } from "../support/tensors.ts";

const FIXTURES = resolve(import.meta.dirname, "../model/fixtures/onnx");
const root = tempFolder();

async function activations(model: string) {
  const out = join(root, "x.safetensors");
  const { code, stderr } = await tailscopeIn(
    {},
    "activations",
    "--model",
    model,
    "--ids",
    "5,7,9",
    "--out",
    out,
  );
  return { code, stderr, tensors: code === 0 ? readTensors(new Uint8Array(readFileSync(out))) : {} };
}

it.each([
  ["gpt2", "plain.onnx", 1e-4],
  ["gpt2", "past-f16.onnx", 5e-3],
  ["neox", "external.onnx", 1e-4],
])(
  "tailscope activations of %s/%s are those of its checkpoint, without resid_pre",
  async (model, file, bound) => {
    const folder = await activations(join(FIXTURES, model));
    const { stderr, tensors } = await activations(join(FIXTURES, model, file));
    expect(stderr).toContain("keeps its embedding to itself: resid_pre is left out");
    expect(Object.keys(tensors).sort()).toEqual(["resid_post", "token_ids"]);
    const [expected, actual] = [folder.tensors.resid_post!, tensors.resid_post!];
    expect(actual.shape).toEqual(expected.shape);
    const largest = Math.max(...expected.data.map(Math.abs));
    const error = Math.max(...expected.data.map((v, i) => Math.abs(v - actual.data[i]!)));
    expect(error / largest).toBeLessThan(bound);
  },
);

it("an .onnx in onnx/ finds its config.json above it", async () => {
  mkdirSync(join(root, "export/onnx"), { recursive: true });
  copyFileSync(join(FIXTURES, "gpt2/plain.onnx"), join(root, "export/onnx/model.onnx"));
  copyFileSync(join(FIXTURES, "gpt2/config.json"), join(root, "export/config.json"));
  const { code, tensors } = await activations(join(root, "export/onnx/model.onnx"));
  expect([code, Object.keys(tensors).length]).toEqual([0, 2]);
});

it("an .onnx that is none is refused by name", async () => {
  copyFileSync(join(FIXTURES, "gpt2/model.safetensors"), join(root, "odd.onnx"));
  const told = (path: string) =>
    tailscopeRefusal("activations", "--model", path, "--ids", "1", "--out", join(root, "y"));
  expect(await told(join(root, "odd.onnx"))).toMatch(
    /^1 .*odd\.onnx is a safetensors file, not an ONNX model/,
  );
  expect(await told(join(root, "none.onnx"))).toContain("none.onnx is no folder and no file");
});
