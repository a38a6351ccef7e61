import { requestDevice } from "../../../src/gpu/requestDevice.ts";

/** A device for a bench, with what the adapter allows. */
export interface BenchDevice {
  device: GPUDevice;
  /** Vendor, architecture, description and, where it is told, the driver. */
  name: string;
  /** Limits and features above the defaults. */
  granted: string;
  software: boolean;
}

/** What drivers on a processor call themselves. */
const ON_A_PROCESSOR = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

/** Undefined where there is no adapter. */
export async function openDevice(gpu: GPU | undefined): Promise<BenchDevice | undefined> {
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return undefined;
  const { info } = adapter;
  const {
    vendor,
    architecture,
    device: model,
    description,
    driver,
  } = info as GPUAdapterInfo & { driver?: string };
  const words = [vendor, architecture, model, description, driver].filter(
    (word) => word !== undefined && word !== "",
  );
  const { device, granted } = await requestDevice(adapter, { label: "bench" });
  return {
    device,
    name: words.join(", ") || "unnamed adapter",
    granted,
    software: info.isFallbackAdapter || ON_A_PROCESSOR.test(words.join()),
  };
}
