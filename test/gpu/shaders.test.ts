import { afterAll, expect, test } from "vitest";
import { requestDevice } from "../../src/gpu/requestDevice.ts";
import { allShaders } from "../support/shaders.ts";
import { gpu } from "./support.ts";

const all = await allShaders(import.meta.glob("../../src/gpu/*.ts"));
const shaders = all.filter(({ enables }) => enables.length === 0);

test("no kernel needs a feature", () => {
  const needy = all.filter(
    ({ label, enables }) => enables.length && !shaders.some((shader) => shader.label === label),
  );
  expect(shaders.length).toBeGreaterThan(10);
  expect(needy).toEqual([]);
});

const { device: capable } = await requestDevice((await navigator.gpu.requestAdapter())!, {
  features: ["subgroups", "shader-f16"],
});
afterAll(() => capable.destroy());
const FEATURES: Record<string, string> = { f16: "shader-f16" };
const variants = all.filter(
  ({ enables }) => enables.length && enables.every((name) => capable.features.has(FEATURES[name] ?? name)),
);

/** What Chromium's validator says of WGSL: also its warnings. */
async function messages(code: string, device = gpu): Promise<string[]> {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  await device.popErrorScope();
  return messages.map(({ type, lineNum, message }) => `${type}, line ${lineNum}: ${message}`);
}

test.each([
  ...shaders.map((shader) => [shader.label, "under the default limits", shader, gpu] as const),
  ...variants.map((shader) => [shader.label, `with ${shader.enables}`, shader, capable] as const),
])(
  "Chromium's validator finds no fault with %s, which compiles %s",
  async (label, _, { code, constants }, device) => {
    expect(await messages(code, device)).toEqual([]);
    const module = device.createShaderModule({ label, code });
    await device.createComputePipelineAsync({ label, layout: "auto", compute: { module, constants } });
  },
);

test.each([
  ["a barrier that not every lane reaches", "if (lane < 8u) { workgroupBarrier(); }"],
  ["a barrier after an early return", "if (lane > 8u) { return; } workgroupBarrier();"],
  [
    "a barrier after as many rounds as a buffer says",
    "for (var i = 0u; i < out[0]; i++) { workgroupBarrier(); }",
  ],
])("it refuses %s", async (_, body) => {
  const code = `
    @group(0) @binding(0) var<storage, read_write> out: array<u32>;
    @compute @workgroup_size(64)
    fn main(@builtin(local_invocation_index) lane: u32) { out[lane] = 1u; ${body} }`;
  expect((await messages(code)).join()).toMatch(/uniform control flow/);
});
