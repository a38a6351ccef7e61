import { afterEach, expect } from "vitest";
import { gpu } from "./support.ts";

const adapter = (await navigator.gpu.requestAdapter())!;
const required: GPUFeatureName[] = adapter.features.has("subgroups") ? ["subgroups"] : [];
const device = await adapter.requestDevice({ label: "features", requiredFeatures: required });
const errors: string[] = [];
device.addEventListener("uncapturederror", ({ error }) => errors.push(error.message));

afterEach(async () => {
  await device.queue.onSubmittedWorkDone();
  expect(errors.splice(0)).toEqual([]);
});

/** The same adapter without subgroups and, where it has them, with: what counts must count the same on both. */
export const DEVICES: [string, GPUDevice][] = [
  ["without subgroups", gpu],
  [device.features.has("subgroups") ? "with subgroups" : "again, the adapter having none", device],
];
