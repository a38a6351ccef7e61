import { Failure } from "../core/failure.ts";

/** WebGPU's default limits that are worth raising: sizes in bytes, which drivers may promise and not have… */
const SIZES = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 } as const;
/** …and counts. */
const COUNTS = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupsPerDimension: 65535,
} as const;
/** What is used where present; nothing needs it. */
const OPTIONAL: readonly GPUFeatureName[] = ["timestamp-query", "subgroups"];

type LimitName = keyof typeof SIZES | keyof typeof COUNTS;
type Limits = Partial<Record<LimitName, number>>;

export interface DeviceWishes {
  label?: string;
  /** Features wanted where the adapter has them. */
  features?: readonly GPUFeatureName[];
  /** Another adapter, for when a device comes back lost: that uses its adapter up. */
  another?: () => Promise<GPUAdapter | null>;
}

export interface GrantedDevice {
  device: GPUDevice;
  /** What was granted above the defaults, and after how many refusals: for people. */
  granted: string;
}

/**
 * A device with as much as the adapter allows. Where it refuses after all, it is asked for half of the sizes, and so on down to the
 * defaults, which every kernel can do with; last without features.
 * @throws Failure("no-webgpu") where even that is refused
 */
export async function requestDevice(
  adapter: GPUAdapter,
  { label = "", features = OPTIONAL, another }: DeviceWishes = {},
): Promise<GrantedDevice> {
  let asked: GPUAdapter | null = adapter;
  let requiredFeatures = features.filter((feature) => adapter.features.has(feature));
  const rungs = ladder(adapter.limits);
  let refusals = 0;
  let why = "no adapter is left";
  for (let rung = 0; asked && rung < rungs.length; ) {
    const requiredLimits = rungs[rung]!;
    try {
      const device = await asked.requestDevice({ label, requiredFeatures, requiredLimits });
      const lost = await Promise.race([device.lost, device.queue.onSubmittedWorkDone()]);
      if (!lost) return { device, granted: inWords(requiredLimits, requiredFeatures, refusals) };
      why = lost.message || "it came back lost";
      asked = another ? await another() : null;
    } catch (error) {
      why = (error as Error).message;
      if (error instanceof TypeError && requiredFeatures.length) {
        requiredFeatures = []; // a feature that is not there after all: smaller limits would not help
        refusals++;
        continue;
      }
    }
    refusals++;
    if (++rung === rungs.length && requiredFeatures.length) {
      requiredFeatures = [];
      rung--;
    }
  }
  throw new Failure("no-webgpu", `The GPU gives no device, choose WebAssembly: ${why}`);
}

/** Limits to ask for, the most first, the defaults (none) last. */
function ladder(has: GPUSupportedLimits): Limits[] {
  const rungs: Limits[] = [];
  for (let share = 1; ; share /= 2) {
    const sizes = above(SIZES, has, share);
    const limits = { ...sizes, ...above(COUNTS, has, 1) };
    if (Object.keys(limits).length) rungs.push(limits);
    if (!Object.keys(sizes).length) return [...rungs, {}];
  }
}

/** Of `share` of what the adapter has, what is above the defaults. */
function above(defaults: Limits, has: GPUSupportedLimits, share: number): Limits {
  const limits: Limits = {};
  for (const [name, least] of Object.entries(defaults) as [LimitName, number][]) {
    const most = Math.min(has[name] ?? 0, Number.MAX_SAFE_INTEGER); // 2^64 - 1 is no number to ask for
    const wanted = Math.floor(most * share);
    if (wanted > least) limits[name] = wanted;
  }
  return limits;
}

function inWords(limits: Limits, features: readonly string[], refusals: number): string {
  const above = Object.entries(limits).map(([name, value]) => `${name} ${value}`);
  const parts = [...(above.length ? above : ["default limits"]), ...features];
  if (refusals) parts.push(`after ${refusals} refusal${refusals > 1 ? "s" : ""}`);
  return parts.join(", ");
}
