import { afterAll, describe, expect, inject, it } from "vitest";
import { blobFiles } from "../../src/model/blobFiles.ts";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import { opfsStore } from "../../src/model/cache/opfsStore.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { openHubModel } from "../../src/model/hubModel.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import type { ModelSource, OpenOptions } from "../../src/model/modelSource.ts";
import { openOnnxSource } from "../../src/model/onnx/onnxSource.ts";
import { encodeModel } from "../../src/model/onnxProto.ts";
import { wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
import { wholeModel } from "../../src/model/wholeModel.ts";
import { layerErrors } from "../support/layerErrors.ts";
import { refusal } from "../support/refusal.ts";
import { readTensors } from "../support/tensors.ts";

const OPSET = 20;
const urls = import.meta.glob<string>("../../../shared/reference/checkpoints/*/*", {
  query: "?url",
  import: "default",
  eager: true,
});
const places = Object.entries(urls).map(([path, url]) => ({
  url,
  name: path.split("/").at(-2)!,
  file: path.split("/").at(-1)!,
}));
const names = [...new Set(places.map(({ name }) => name))];
const store = (await opfsStore("tailscope-reference"))!;
const wasm = await wasmRuntime();
const webgpu = await webgpuRuntime();
afterAll(async () => {
  for (const { path } of await store.list()) await store.remove(path.split("/")[0]!);
});

const onHub = (name: string, storeF16 = false, offline = false) =>
  openHubModel({ repo: `reference/${name}`, revision: "main" }, store, {
    endpoint: inject("hub"),
    token: "",
    storeF16,
    offline,
  });

/** The files as a person drops them. */
async function dropped(name: string): Promise<ModelFiles> {
  const of = places.filter((place) => place.name === name);
  return blobFiles(
    name,
    await Promise.all(
      of.map(async ({ url, file }) => ({ path: `${name}/${file}`, file: await (await fetch(url)).blob() })),
    ),
  );
}

async function worstError<R>(
  name: string,
  files: ModelFiles,
  runtime: Runtime<R>,
  options: OpenOptions = {},
) {
  const source = await openBlockSource(files, runtime, options);
  await source.loaded;
  const worst = await errorOf(name, source, runtime);
  await source.release();
  return worst;
}

async function errorOf<R>(name: string, source: ModelSource<R>, runtime: Runtime<R>) {
  const place = places.find((p) => p.name === name && p.file === "reference.safetensors")!;
  const reference = readTensors(new Uint8Array(await (await fetch(place.url)).arrayBuffer()));
  return Math.max(...(await layerErrors(source, reference, runtime.toArray)));
}

/**
 * On SwiftShader a session takes a second. What the graphs compute there is seen of all ten in checkpoints.test.ts and, as ONNX,
 * below; where their bytes come from makes no difference to it, and is seen of one of each family.
 */
const takesWebgpuToo = (name: string) => name.endsWith("-plain");

it("ten checkpoints are there", () => expect(names).toHaveLength(10));

for (const name of names) {
  describe(name, () => {
    it("comes from the hub, then from the browser's storage without a request, on WASM and WebGPU", async () => {
      const first = await onHub(name);
      expect(first.fromCache).toBe(false);
      expect(await worstError(name, first.files, wasm)).toBeLessThan(1e-4);
      await first.keep(await openCheckpoint(first.files), undefined);
      const again = await onHub(name, false, true);
      expect(again.fromCache).toBe(true);
      expect(await worstError(name, again.files, wasm)).toBeLessThan(1e-4);
      if (takesWebgpuToo(name)) expect(await worstError(name, again.files, webgpu)).toBeLessThan(1e-4);
    });

    it("comes from dropped files, its layers in turns, on WASM and WebGPU", async () => {
      const files = await dropped(name);
      expect(await worstError(name, files, wasm)).toBeLessThan(1e-4);
      expect(await worstError(name, files, wasm, { budgetBytes: 1 })).toBeLessThan(1e-4);
      if (!takesWebgpuToo(name)) return;
      expect(await worstError(name, files, webgpu, { budgetBytes: 1 })).toBeLessThan(1e-4);
    });

    it("comes as ONNX, exported and tapped again, on WASM and WebGPU", async () => {
      const files = await dropped(name);
      const model = encodeModel(wholeModel(await openCheckpoint(files)), OPSET) as Uint8Array<ArrayBuffer>;
      const config: unknown = JSON.parse(new TextDecoder().decode(await files.read("config.json")));
      const onnx = { id: name, model, config, data: (path: string) => files.read(path) };
      for (const runtime of [wasm, webgpu] as Runtime<unknown>[]) {
        if (name.endsWith("bf16") && runtime === webgpu) {
          expect(await refusal(() => openOnnxSource(onnx, runtime))).toContain("bfloat16");
          continue;
        }
        const source = await openOnnxSource(onnx, runtime);
        expect(await errorOf(name, source, runtime)).toBeLessThan(1e-4);
        await source.release();
      }
    });

    it("kept as F16 is near", async () => {
      const { files } = await onHub(name, true);
      expect(await worstError(name, files, wasm)).toBeLessThan(5e-4); // see test/reference/sources.test.ts
    });
  });
}
