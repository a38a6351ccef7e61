/** What a GPU may find fault with, without being lost. */
export type Refusal = "validation" | "out-of-memory";

/** Keeps the devices that anybody is given from now on, so that a test can lose them. */
export function keepDevices() {
  const prototype = GPUAdapter.prototype;
  const { requestDevice } = prototype;
  const devices: GPUDevice[] = [];
  let armed: string | undefined;
  let nth = 1;
  let refusing: Refusal | undefined;
  let submits = 0;
  let loseAfter = Number.POSITIVE_INFINITY;
  let onGiven = (_: GPUDevice) => {};
  prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    const refuse = refuser(device);
    const { createCommandEncoder } = device;
    device.createCommandEncoder = (descriptor) => {
      const encoder = createCommandEncoder.call(device, descriptor);
      if (armed !== undefined && descriptor?.label === armed && --nth === 0) {
        armed = undefined;
        if (refusing) refuse(refusing);
        else device.destroy();
      }
      return encoder;
    };
    const { submit } = device.queue;
    device.queue.submit = (commands) => {
      submit.call(device.queue, commands);
      submits++;
      if (--loseAfter === 0) device.destroy();
    };
    onGiven(device);
    return device;
  };
  return {
    devices,
    lose: () => devices.at(-1)!.destroy(),
    /** Loses the device as soon as somebody encodes commands under this label, for the `times`th time. */
    loseAt(label: string, times = 1) {
      [armed, refusing, nth] = [label, undefined, times];
    },
    /** Refuses the commands that somebody encodes next under this label. */
    refuseAt(label: string, refusal: Refusal) {
      [armed, refusing, nth] = [label, refusal, 1];
    },
    /** How often anything was put on a queue so far. */
    submits: () => submits,
    /** Loses the device after so many submits. */
    loseAfter(n: number) {
      loseAfter = n;
    },
    isArmed: () => armed !== undefined,
    /** Loses the next device `ms` after it was given. */
    loseNext(ms: number) {
      onGiven = (device) => {
        onGiven = () => {};
        setTimeout(() => device.destroy(), ms);
      };
    },
    restore() {
      prototype.requestDevice = requestDevice;
    },
  };
}

/** Has the error scopes of a device tell of something. What is invalid really is; memory that runs out has to be made up, SwiftShader takes the machine's. */
function refuser(device: GPUDevice): (refusal: Refusal) => void {
  const scopes: { filter: GPUErrorFilter; error: GPUError | undefined }[] = [];
  const { pushErrorScope, popErrorScope } = device;
  device.pushErrorScope = (filter) => {
    scopes.push({ filter, error: undefined });
    pushErrorScope.call(device, filter);
  };
  device.popErrorScope = async () => {
    const scope = scopes.pop();
    return (await popErrorScope.call(device)) ?? scope?.error ?? null;
  };
  return (refusal) => {
    if (refusal === "validation") device.createBuffer({ label: "of no use", size: 4, usage: 0 });
    const scope = scopes.findLast(({ filter }) => filter === refusal);
    if (scope && refusal === "out-of-memory") scope.error = new GPUOutOfMemoryError("made up by a test");
  };
}
