import { expect, it } from "vitest";
import { Failure, failureKind } from "../../src/core/failure.ts";
import { refusal, watched } from "../../src/gpu/device.ts";
import { gpu } from "./support.ts";

const otherwise = new Failure("aborted", "another cause");

it("lets pass what the GPU accepts, and puts what it refuses into words", async () => {
  const fine = watched(gpu, "nothing much", () => 7);
  expect(fine.result).toBe(7);
  await fine.accepted;
  const wrong = watched(gpu, "a wrong program", () => gpu.createShaderModule({ code: "not WGSL" }));
  const error = await wrong.accepted.catch((error: unknown) => error);
  expect(failureKind(error)).toBe("no-webgpu");
  expect(String(error)).toContain("a wrong program");
});

it("keeps error scopes in order where the work throws", async () => {
  expect(() =>
    watched(gpu, "nothing", () => {
      throw otherwise;
    }),
  ).toThrow(otherwise);
  await expect(gpu.popErrorScope()).rejects.toThrow(); // none is left open
});

it("knows a lost device from another refusal", async () => {
  expect(await refusal(gpu, otherwise)).toBe(otherwise);
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  device.destroy();
  expect(failureKind(await refusal(device, otherwise))).toBe("device-lost");
});
