import { describe, expect, test } from "vitest";
import { type AnyAdapter, type AnyGpu, chooseBackend } from "../../src/model/chooseBackend.ts";
import { en } from "../../src/ui/texts/en.ts";

const APPLE = { vendor: "apple", architecture: "metal-3", device: "", description: "" };

const gpuOf = (adapter: AnyAdapter | null): AnyGpu => ({ requestAdapter: async () => adapter });
const around = (gpu: AnyGpu | undefined, isSecureContext = true) => ({
  gpu,
  isSecureContext,
  patienceMs: 20,
});

test("a real adapter is taken, and named", async () => {
  expect(await chooseBackend("auto", around(gpuOf({ info: APPLE, limits: {} })))).toEqual({
    backend: "webgpu",
    reason: "a GPU adapter was found",
    adapter: "apple metal-3",
    threads: 1,
  });
});

test("it is asked for as ONNX Runtime asks for it", async () => {
  const asked: unknown[] = [];
  const gpu = {
    requestAdapter: async (options?: GPURequestAdapterOptions) => {
      asked.push(options);
      return { info: APPLE };
    },
  };
  await chooseBackend("auto", around(gpu));
  expect(asked).toEqual([{ powerPreference: "high-performance" }]);
});

describe("what an adapter says of itself", () => {
  test.each<[string, AnyAdapter, string]>([
    ["nothing at all", {}, "unnamed adapter"],
    [
      "empty words (Firefox)",
      { info: { vendor: "", architecture: "", device: "", description: "" } },
      "unnamed adapter",
    ],
    ["a description", { info: { vendor: "v", description: "Radeon" } }, "Radeon"],
    ["by being asked (before `info`)", { requestAdapterInfo: async () => APPLE }, "apple metal-3"],
  ])("%s", async (_, adapter, name) => {
    const status = await chooseBackend("auto", around(gpuOf(adapter)));
    expect(status).toMatchObject({ backend: "webgpu", adapter: name });
  });

  test.each<[string, AnyAdapter]>([
    ["on its info", { info: { ...APPLE, isFallbackAdapter: true } }],
    ["on itself (before)", { info: APPLE, isFallbackAdapter: true }],
    ["by its name", { info: { vendor: "mesa", description: "llvmpipe (LLVM 19.1, 256 bits)" } }],
    ["by its name, Windows", { info: { vendor: "microsoft", architecture: "warp" } }],
  ])("that it is software: %s", async (_, adapter) => {
    const status = await chooseBackend("auto", around(gpuOf(adapter)));
    expect(status.backend).toBe("wasm");
    expect(status.reason).toMatch(/^the only GPU adapter \(.+\) is a software one, which would be slower$/);
    expect(status.adapter).toBeTruthy();
    const forced = await chooseBackend("webgpu", around(gpuOf(adapter)));
    expect(forced).toMatchObject({ backend: "webgpu", reason: "you chose it" });
  });
});

const never = new Promise<never>(() => {});
const refuses = async () => {
  throw new DOMException("blocked by policy", "OperationError");
};

describe.each<[string, ReturnType<typeof around>, string]>([
  ["no WebGPU", around(undefined), "this browser has no WebGPU"],
  ["no https", around(undefined, false), "browsers give no GPU to pages that are not on https"],
  ["no adapter", around(gpuOf(null)), "no GPU adapter was found"],
  ["a refusal", around({ requestAdapter: refuses }), "the browser refused its GPU (blocked by policy)"],
  [
    "a throw",
    around({
      requestAdapter: () => {
        throw new TypeError("no such method");
      },
    }),
    "the browser refused its GPU (no such method)",
  ],
  ["no answer", around({ requestAdapter: () => never }), "the GPU did not answer in time"],
  [
    "limits below WebGPU's own",
    around(gpuOf({ info: APPLE, limits: { maxStorageBufferBindingSize: 2 ** 26 } })),
    "the GPU adapter (apple metal-3) is too small: maxStorageBufferBindingSize is 67108864, needed are 134217728",
  ],
])("%s", (_, surroundings, reason) => {
  test("gets WASM, and says why", async () => {
    expect(await chooseBackend("auto", surroundings)).toMatchObject({ backend: "wasm", reason });
  });

  test("also where WebGPU was asked for", async () => {
    expect(await chooseBackend("webgpu", surroundings)).toMatchObject({
      backend: "wasm",
      reason: `${reason}, so WebGPU can't be used as you asked`,
    });
  });
});

test("an adapter that never tells what it is is taken as it is", async () => {
  const adapter = { requestAdapterInfo: () => never };
  expect(await chooseBackend("auto", around(gpuOf(adapter)))).toMatchObject({
    backend: "webgpu",
    adapter: "unnamed adapter",
  });
});

test("whoever chooses WASM gets it, and no GPU is looked for", async () => {
  const gpu = {
    requestAdapter: () => {
      throw new Error("looked for");
    },
  };
  expect(await chooseBackend("wasm", around(gpu))).toEqual({
    backend: "wasm",
    reason: "you chose it",
    threads: 1,
  });
});

test("reasons without a name in them are in the texts of the page", async () => {
  const adapters = [
    around(undefined),
    around(undefined, false),
    around(gpuOf(null)),
    around({ requestAdapter: () => never }),
    around(gpuOf({})),
  ];
  for (const surroundings of adapters) {
    const { reason } = await chooseBackend("auto", surroundings);
    expect(en.header.reasons[reason]).toBe(reason);
  }
});
