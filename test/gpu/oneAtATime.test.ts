import { expect, it } from "vitest";
import { blobFiles } from "../../src/model/blobFiles.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import { webgpuRuntime } from "../../src/model/webRuntime.ts";

const urls = import.meta.glob<string>("../model/fixtures/onnx/gpt2/{config.json,model.safetensors}", {
  query: "?url",
  import: "default",
  eager: true,
});

it("a model that runs while another is opened and closed gives the very same values", async () => {
  const handed = await Promise.all(
    Object.entries(urls).map(async ([path, url]) => ({
      path: path.split("/").at(-1)!,
      file: await (await fetch(url)).blob(),
    })),
  );
  const files = blobFiles("tiny", handed);
  const runtime = await webgpuRuntime();
  const source = await openBlockSource(files, runtime);
  await source.loaded;
  const pass = async () => {
    const layers: Float32Array[] = [];
    for await (const { residPost } of source.run([[1, 2, 3, 4, 5]]))
      layers.push(await runtime.toArray(residPost, 5 * source.shape.dModel));
    return layers;
  };
  const expected = await pass();
  for (let round = 0; round < 5; round++) {
    const other = openBlockSource(files, runtime).then(async (model) => {
      await model.firstLayer;
      await model.release();
    });
    const [a, b] = await Promise.all([pass(), pass(), other]);
    expect(a).toEqual(expected);
    expect(b).toEqual(expected);
  }
  const running = pass().catch(() => {}); // the layer after this finds no session: refused, not spoilt
  await source.release();
  await running;
});
