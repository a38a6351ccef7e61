/** Keeps the devices that anybody is given from now on, so that a test can lose them. */
export function keepDevices() {
  const prototype = GPUAdapter.prototype;
  const { requestDevice } = prototype;
  const devices: GPUDevice[] = [];
  let armed: string | undefined;
  let submits = 0;
  let loseAfter = Number.POSITIVE_INFINITY;
  let onGiven = (_: GPUDevice) => {};
  prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    const { createCommandEncoder } = device;
    device.createCommandEncoder = (descriptor) => {
      const encoder = createCommandEncoder.call(device, descriptor);
      if (armed !== undefined && descriptor?.label === armed) {
        armed = undefined;
        device.destroy();
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
    /** Loses the device as soon as somebody encodes commands under this label. */
    loseAt(label: string) {
      armed = label;
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
