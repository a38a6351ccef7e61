import { beforeEach, expect, it, vi } from "vitest";
import type { OpenedModel } from "../../src/core/api.ts";
import { retry } from "../../src/state/actions.ts";
import { takeBackendChange } from "../../src/state/backendChange.ts";
import { attachEngine } from "../../src/state/engine.ts";
import { causeOf, NOTICES } from "../../src/state/notices.ts";
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

it("shows float32 weights in the place of F16 ones that failed, and opens nothing again", () => {
  store.setState({ half: true });
  const now: OpenedModel = { ...on("webgpu"), half: { state: "off", reason: "it differs" } };
  takeBackendChange({ cause: "failed-half", opened: now });
  expect(store.getState()).toMatchObject({
    notice: NOTICES["failed-half"],
    backend: "webgpu",
    half: false,
    opened: now,
  });
});

it("shows WASM and its reason where the GPU refused, and lets WebGPU be chosen again", () => {
  takeBackendChange({ cause: "refused", opened: on("wasm") });
  const { notice, backend, opened: now } = store.getState();
  expect([notice, backend, now?.status.backend]).toEqual([NOTICES.refused, "auto", "wasm"]);
});

it("says at once that the model could not be opened anew; what was typed stays, and Try again opens it", async () => {
  const open = vi.fn(async () => on("webgpu"));
  attachEngine(fakeEngine({ open }));
  store.setState({ model: "m", text: "typed", notice: NOTICES.lost });
  takeBackendChange({ cause: "not-reopened", message: "The file is gone." });
  expect(store.getState()).toMatchObject({
    trouble: { message: "The file is gone.", retry: "open" },
    notice: undefined,
    text: "typed",
  });
  retry();
  await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());
  expect(store.getState().text).toBe("typed");
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
