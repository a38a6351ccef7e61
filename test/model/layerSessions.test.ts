import type { InferenceSessionFactory } from "onnxruntime-common";
import { beforeAll, describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { type BlockSource, openBlockSource } from "../../src/model/blockSource.ts";
import { residentLayers } from "../../src/model/layerSessions.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import type { OpenOptions } from "../../src/model/modelSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { tinyConfig, tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const nLayers = 8;
const config = { ...tinyConfig("gpt2"), n_layer: nLayers };
const files = folderFiles(
  writeTinyModel(tempFolder(), "gpt2", { config, tensors: tinyTensors("gpt2", 1, true, nLayers) }),
);
const ids = [256, 3, 1, 4, 1, 5];
let layerBytes = 0;
let expected: number[][] = [];

/** A runtime whose sessions are counted, and which holds `most` of them at once. */
function counted(most = Number.POSITIVE_INFINITY): Runtime<Float32Array> & { open: number; peak: number } {
  const plain = nodeRuntime();
  const counts = { open: 0, peak: 0 };
  const create = async (...args: unknown[]) => {
    if (counts.open >= most) throw new Error("std::bad_alloc");
    counts.open++;
    counts.peak = Math.max(counts.peak, counts.open);
    const session = await (
      plain.InferenceSession.create as (...a: unknown[]) => ReturnType<InferenceSessionFactory["create"]>
    )(...args);
    const release = session.release.bind(session);
    session.release = async () => {
      counts.open--;
      await release();
    };
    return session;
  };
  const InferenceSession = { create } as unknown as InferenceSessionFactory;
  return Object.assign(counts, { ...plain, InferenceSession });
}

async function values(source: BlockSource<Float32Array>): Promise<number[][]> {
  const found: number[][] = [];
  for await (const { layer, residPost } of source.run([ids])) found[layer] = [...residPost];
  return found;
}

/** The same files, each layer's weights held back until it is let go. */
function heldBack(): ModelFiles & { letGo(layer: number): void } {
  const gates = Array.from({ length: nLayers }, () => {
    let open = () => {};
    const promise = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { promise, open };
  });
  return {
    ...files,
    async readTensors(tensors) {
      const layer = /h\.(\d+)\./.exec(tensors[0]!.name)?.[1];
      if (layer !== undefined) await gates[Number(layer)]!.promise;
      return Promise.all(
        tensors.map(async ({ file, begin, end }) => ({
          bytes: (await files.read(file, { begin, end }))!,
          dtype: "F32" as const,
        })),
      );
    },
    letGo: (layer) => gates[layer]!.open(),
  };
}

beforeAll(async () => {
  const source = await openBlockSource(files, nodeRuntime());
  await source.loaded;
  expected = await values(source);
  layerBytes = 4 * (16 * 4 + 16 * 48 + 48 + 256 + 16 + 16 * 64 + 64 + 64 * 16 + 16);
  await source.release();
});

describe("sessions under a budget", () => {
  it.each([0, 3, 5, 7])("of %s layers give the very values of all of them open", async (fit) => {
    const runtime = counted();
    const source = await openBlockSource(files, runtime, { budgetBytes: fit * layerBytes + 1 });
    const { residentLayers: resident, notes, shape } = await source.loaded;
    expect(resident).toBe(Math.max(0, fit - 2));
    expect(notes).toEqual([expect.stringMatching(/ of its 8 layers stay open/)]);
    expect(shape.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await values(source)).toEqual(expected);
    expect(await values(source)).toEqual(expected);
    expect(runtime.peak).toBeLessThanOrEqual(Math.max(2, fit));
    expect(runtime.open).toBe(resident);
    await source.release();
    expect(runtime.open).toBe(0);
  });

  it("stay open, all of them, when they just fit", async () => {
    const runtime = counted();
    const source = await openBlockSource(files, runtime, { budgetBytes: nLayers * layerBytes });
    expect(await source.loaded).toMatchObject({ residentLayers: nLayers, notes: [] });
    expect(runtime.open).toBe(nLayers);
    await source.release();
  });

  it("leave room for two turns", () => {
    expect([8, 7, 2, 1].map((n) => residentLayers(8, 100, n * 100))).toEqual([8, 5, 0, 0]);
  });
});

describe("sessions that memory runs out for", () => {
  it.each([2, 4, 7])("go on in turns where %s can be open", async (most) => {
    const runtime = counted(most);
    const source = await openBlockSource(files, runtime);
    const { residentLayers: resident, notes } = await source.loaded;
    expect(resident).toBeLessThan(most);
    expect(notes).toHaveLength(1);
    expect(await values(source)).toEqual(expected);
    await source.release();
    expect(runtime.open).toBe(0);
  });

  it("are refused in a sentence where not even one can be open", async () => {
    const source = await openBlockSource(files, counted(0));
    expect(await refusal(() => source.loaded)).toMatch(/^out-of-memory: Layer 0 of .* could not be opened/);
    expect(await refusal(() => source.firstLayer)).toMatch(/^out-of-memory: /);
  });
});

describe("sessions whose weights are still coming", () => {
  const open = async (options: OpenOptions = {}) => {
    const held = heldBack();
    return { held, source: await openBlockSource(held, nodeRuntime(), options) };
  };

  it("run each layer as soon as it is there", async () => {
    const { held, source } = await open();
    const seen: number[] = [];
    held.letGo(0);
    for await (const { layer } of source.run([ids])) {
      seen.push(layer);
      if (layer + 1 < nLayers) held.letGo(layer + 1);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await source.release();
  });

  it("let a run that waits for one be given up", async () => {
    const { held, source } = await open();
    held.letGo(0);
    const signal = { aborted: false };
    const told = refusal(async () => {
      for await (const _ of source.run([ids], signal))
        setTimeout(() => Object.assign(signal, { aborted: true }), 10);
    });
    expect(await told).toMatch(/^aborted: /);
    for (let layer = 1; layer < nLayers; layer++) held.letGo(layer);
    await source.release();
  });

  it("stop loading when they are released", async () => {
    const layers: number[] = [];
    const { held, source } = await open({ onLayer: (layer) => layers.push(layer) });
    held.letGo(0);
    await source.firstLayer;
    const gone = source.release();
    for (let layer = 1; layer < nLayers; layer++) held.letGo(layer);
    await gone;
    expect(layers).toEqual([0]);
    expect(await refusal(() => source.loaded)).toMatch(/^aborted: /);
  });

  it("tell every waiting run what stopped them", async () => {
    const broken: ModelFiles = {
      ...files,
      read: async (path, range) => {
        const bytes = await files.read(path, range);
        return range && range.begin > 40_000 ? bytes?.subarray(1) : bytes;
      },
    };
    const source = await openBlockSource(broken, nodeRuntime());
    expect(await refusal(() => values(source))).toMatch(/^io: .*model\.safetensors ended early/);
    expect(await refusal(() => source.loaded)).toMatch(/^io: /);
  });
});
