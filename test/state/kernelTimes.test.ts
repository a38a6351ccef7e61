import { beforeEach, expect, it, vi } from "vitest";
import type { KernelTimes, LayerSketch } from "../../src/core/api.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

let actions: typeof import("../../src/state/actions.ts");
let timing: typeof import("../../src/state/kernelTiming.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let log: string[];
let onLayer: (sketch: LayerSketch) => void;
const settle = () => new Promise((r) => setTimeout(r, 5));
const times = (of: string): KernelTimes => ({
  how: "timestamps",
  kernels: [{ kernel: of, count: 1, totalNs: 1, minNs: 1 }],
  wallMs: 1,
});

beforeEach(async () => {
  vi.resetModules();
  log = [];
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  timing = await import("../../src/state/kernelTiming.ts");
  ({ store } = await import("../../src/state/store.ts"));
  let text = "";
  attachEngine(
    fakeEngine({
      models: async () => [shipped("a")],
      open: async (id) => openedModel(id, 2),
      async guess(request, tell) {
        text = request.text;
        log.push(`guess ${text}`);
        onLayer = tell;
        tell({ layer: 0 } as never);
        return { text, tokenIds: [0], picture: {}, modes: {}, modelMs: 1, totalMs: 100 } as never;
      },
      async timeKernels(on) {
        log.push(on ? "on" : "off");
      },
      async kernelTimes() {
        log.push("read");
        return times(text);
      },
    }),
  );
  const { DEFAULT_VIEW } = await import("../../src/state/store.ts");
  await actions.start();
  actions.showView({ ...DEFAULT_VIEW, model: "a", text: "one" });
  await settle();
});

it("nothing is asked for before it is switched on", () => {
  onLayer({ layer: 1 } as never);
  expect(log.filter((line) => !line.startsWith("guess"))).toEqual([]);
  expect(store.getState().kernelTimes).toBeUndefined();
});

it("the text that is there is read again, and its kernels are asked for once all layers are there", async () => {
  onLayer({ layer: 1 } as never);
  log = [];
  await timing.setKernelTiming(true);
  await settle();
  expect(log).toEqual(["on", "guess one"]);
  onLayer({ layer: 1 } as never);
  await settle();
  expect(log).toEqual(["on", "guess one", "read"]);
  expect(store.getState().kernelTimes).toEqual(times("one"));
});

it("a newer text's times take the place of the older one's, which stay until then", async () => {
  await timing.setKernelTiming(true);
  await settle();
  onLayer({ layer: 1 } as never);
  await settle();
  actions.setText("two");
  await settle();
  expect(store.getState().kernelTimes).toEqual(times("one"));
  onLayer({ layer: 1 } as never);
  await settle();
  expect(store.getState().kernelTimes).toEqual(times("two"));
});

it("switched off, they go, and what is still on its way is dropped", async () => {
  await timing.setKernelTiming(true);
  await settle();
  onLayer({ layer: 1 } as never);
  await timing.setKernelTiming(false);
  await settle();
  expect(log.at(-1)).toBe("off");
  expect(store.getState().kernelTimes).toBeUndefined();
});
