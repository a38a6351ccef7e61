import { beforeEach, expect, it } from "vitest";
import type { OpenedModel } from "../../src/core/api.ts";
import { causeOf, NOTICES, takeBackendChange } from "../../src/state/backendChange.ts";
import { attachEngine } from "../../src/state/engine.ts";
import { store } from "../../src/state/store.ts";
import { en } from "../../src/ui/texts/en.ts";
import { es } from "../../src/ui/texts/es.ts";
import { ja } from "../../src/ui/texts/ja.ts";
import { fakeEngine, openedModel } from "./fakeEngine.ts";

const on = (backend: "webgpu" | "wasm", id = "m"): OpenedModel => ({
  ...openedModel(id, 2),
  status: { backend, reason: "", threads: 1 },
});
const opened = on("webgpu");

beforeEach(() => {
  attachEngine(fakeEngine({}));
  store.setState({ opened, backend: "webgpu", notice: undefined });
});

it("says once that the GPU was lost, and leaves everything on show", () => {
  takeBackendChange({ cause: "lost", opened: on("webgpu") });
  expect(store.getState()).toMatchObject({ notice: NOTICES.lost, backend: "webgpu" });
  expect(store.getState().opened).toBe(opened);
});

it("shows WASM in its place, and lets WebGPU be chosen again", () => {
  takeBackendChange({ cause: "lost-twice", opened: on("wasm") });
  const { notice, backend, opened: now } = store.getState();
  expect([notice, backend, now?.status.backend]).toEqual([NOTICES["lost-twice"], "auto", "wasm"]);
});

it("warns of a failed self-check where WebGPU was asked for, and keeps it", () => {
  takeBackendChange({ cause: "kept-after-failed-check" });
  const { notice, backend } = store.getState();
  expect([notice, backend]).toEqual([NOTICES["kept-after-failed-check"], "webgpu"]);
});

it("is not misled by a model that is gone", () => {
  takeBackendChange({ cause: "lost", opened: on("webgpu", "other") });
  expect(store.getState().notice).toBeUndefined();
});

it("has every notice in every language", () => {
  for (const [cause, notice] of Object.entries(NOTICES)) {
    expect(causeOf(notice)).toBe(cause);
    expect(en.common.notices[cause]).toBe(notice);
    for (const { common } of [es, ja]) expect(common?.notices).toHaveProperty([cause]);
  }
});
