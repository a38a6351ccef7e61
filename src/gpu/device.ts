import { Failure } from "../core/failure.ts";
import type { ComputePass } from "./kernel.ts";
import { passTimer } from "./passTimer.ts";

/** How long a lost device may take to say so after its first refused call. */
const LOSS_MS = 100;

/** What to throw after the device refused `what`: its loss if that is the cause, else `otherwise`. */
export async function refusal(device: GPUDevice, otherwise: Failure): Promise<Failure> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, LOSS_MS));
  const info = await Promise.race([device.lost, late]);
  return info ? lostFailure(info) : otherwise;
}

/**
 * Runs `work`, which must not wait. `accepted` settles once the GPU has looked at it, and rejects with a sentence
 * where it found fault: Failure("no-webgpu") on an error of validation, Failure("out-of-memory"), Failure("device-lost").
 */
export function watched<T>(
  device: GPUDevice,
  what: string,
  work: () => T,
): { result: T; accepted: Promise<void> } {
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("validation");
  let scopes: Promise<GPUError | null>[] = [];
  let result: T;
  try {
    result = work();
  } finally {
    scopes = [device.popErrorScope(), device.popErrorScope()];
  }
  const accepted = accept(device, what, scopes);
  accepted.catch(() => {}); // whoever asks for the results is told
  return { result, accepted };
}

async function accept(device: GPUDevice, what: string, scopes: Promise<GPUError | null>[]): Promise<void> {
  for (const scope of await Promise.allSettled(scopes)) {
    const error = scope.status === "fulfilled" ? scope.value : null;
    const cause = scope.status === "fulfilled" ? error?.message : String(scope.reason);
    if (cause === undefined) continue;
    const [words] = cause.split("\n"); // under it lies the call, for developers
    const kind = error instanceof GPUOutOfMemoryError ? "out-of-memory" : "no-webgpu";
    const refused = new Failure(kind, `The GPU can't do ${what}, choose WebAssembly: ${words}`);
    throw await refusal(device, refused);
  }
}

/** One compute pass, put on the queue; where the device's kernels are timed, a pass for each of them. */
export function submitPass(device: GPUDevice, label: string, encode: (pass: ComputePass) => void): void {
  const encoder = device.createCommandEncoder({ label });
  const timer = passTimer(device);
  if (timer) {
    timer.encode(encoder, label, encode);
  } else {
    const pass = encoder.beginComputePass({ label });
    encode(pass);
    pass.end();
  }
  device.queue.submit([encoder.finish({ label })]);
  timer?.submitted();
}

function lostFailure(info: GPUDeviceLostInfo): Failure {
  return new Failure(
    "device-lost",
    `The GPU stopped answering (${info.message || info.reason}): open the model again, or choose WebAssembly.`,
  );
}
