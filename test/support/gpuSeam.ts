import type { Page } from "@playwright/test";

/** Has the page's worker begin with programs of a test's own: an init script runs in pages only. */
async function beginWorkerWith(page: Page, ...programs: string[]): Promise<void> {
  await page.route(/engine\.worker-[^/]*\.js/, async (route) => {
    const answer = await route.fetch();
    const seam = programs.map((program) => `{${program}}\n`).join("");
    await route.fulfill({ response: answer, body: seam + (await answer.text()) });
  });
}

interface Order {
  /** Loses the newest device, or has an error scope of it tell of something invalid. */
  what: "lose" | "refuse";
  /** When commands are encoded under this label for the `nth` time from now; at once where it is absent. */
  label?: string;
  nth?: number;
}

const KEEPS_DEVICES = `
  const { requestDevice } = GPUAdapter.prototype;
  const { createCommandEncoder } = GPUDevice.prototype;
  let newest, order, left;
  const obey = ({ what }, device) =>
    what === "lose" ? device.destroy() : device.createBuffer({ size: 4, usage: 0 });
  GPUAdapter.prototype.requestDevice = async function (...args) {
    newest = await requestDevice.apply(this, args);
    return newest;
  };
  GPUDevice.prototype.createCommandEncoder = function (descriptor) {
    if (order?.label === descriptor?.label && order && --left === 0) {
      obey(order, this);
      order = undefined;
    }
    return createCommandEncoder.call(this, descriptor);
  };
  new BroadcastChannel("order-to-the-gpu").onmessage = ({ data }) => {
    if (data.label === undefined) return obey(data, newest);
    order = data;
    left = data.nth ?? 1;
  };`;

/** A software adapter that passes for a card. */
const LOOKS_REAL = `
  const says = { isFallbackAdapter: false, vendor: "acme", architecture: "one", device: "", description: "Acme One" };
  for (const [name, value] of Object.entries(says))
    Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });`;

/** A driver that gets one function wrong, which ONNX Runtime's norms use and our kernels don't. */
const COMPUTES_WRONG = `
  const { createShaderModule } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = descriptor.code.replaceAll("inverseSqrt(", "1.02 * inverseSqrt(");
    return createShaderModule.call(this, { ...descriptor, code });
  };`;

/** The page's devices can be lost, or refuse something, when they are told to. */
export const keepDevices = (page: Page) => beginWorkerWith(page, KEEPS_DEVICES);

/** The page finds what passes for a real GPU, and it computes wrong. */
export const giveWrongGpu = (page: Page) => beginWorkerWith(page, LOOKS_REAL, COMPUTES_WRONG);

export async function tellGpu(page: Page, order: Order): Promise<void> {
  await page.evaluate((data) => new BroadcastChannel("order-to-the-gpu").postMessage(data), order);
}
