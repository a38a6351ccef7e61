/** A shader as a wrapper hands it to the GPU. */
export interface Shader {
  label: string;
  code: string;
  constants: Record<string, number>;
  /** It needs a feature of the device. */
  enables: string[];
}

const LIMITS = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxComputeWorkgroupsPerDimension: 65535,
};
const USAGE = { MAP_READ: 1, MAP_WRITE: 2, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 };

/**
 * Every shader that the modules of src/gpu compile, found by calling each `create…` they export with a device that only takes notes,
 * once without features and once with those that a shader may use.
 * What needs more than a device makes no kernel of its own, or is missed: look for its file in the code of those found.
 */
export async function allShaders(modules: Record<string, () => Promise<unknown>>): Promise<Shader[]> {
  const shaders = new Map<string, Shader>();
  const note = (shader: Shader) => shaders.set(shader.label + shader.code, shader);
  const devices = [[], ["subgroups", "shader-f16"]].map((features) => notingDevice(note, features));
  globalThis.GPUBufferUsage ??= USAGE as unknown as typeof GPUBufferUsage; // Node has none
  for (const load of Object.values(modules)) {
    for (const [name, made] of Object.entries((await load()) as Record<string, unknown>)) {
      if (!name.startsWith("create") || typeof made !== "function") continue;
      for (const device of devices) {
        try {
          made(device);
        } catch {} // it wants more than a device
      }
    }
  }
  return [...shaders.values()];
}

function notingDevice(note: (shader: Shader) => void, features: readonly string[]) {
  const pipeline = ({ compute }: { compute: { module: Shader; constants?: Record<string, number> } }) => {
    const { label, code } = compute.module;
    const enables = [...code.matchAll(/^\s*enable\s+([\w, ]+);/gm)].flatMap(([, names]) =>
      names!.split(/,\s*/),
    );
    note({ label, code, constants: compute.constants ?? {}, enables });
    return { getBindGroupLayout: () => ({}) };
  };
  return {
    limits: LIMITS,
    features: new Set(features),
    lost: new Promise(() => {}),
    queue: { writeBuffer() {}, submit() {} },
    createShaderModule: (shader: Shader) => shader,
    createComputePipeline: pipeline,
    createComputePipelineAsync: async (descriptor: Parameters<typeof pipeline>[0]) => pipeline(descriptor),
    createBuffer: () => ({ destroy() {} }),
    createQuerySet: () => ({ destroy() {} }),
    pushErrorScope() {},
    popErrorScope: async () => null,
  };
}

/** The code with every `override` in the place where its constant stands. @throws where the two do not match */
export function withConstants({ label, code, constants }: Shader): string {
  const left = new Set(Object.keys(constants));
  const settled = code.replace(
    /\boverride\s+(\w+)\s*:\s*(u32|i32|f32|bool)\s*(?:=\s*([^;]+))?;/g,
    (_, name: string, type: string, otherwise: string | undefined) => {
      const value = constants[name] ?? otherwise;
      if (value === undefined) throw new Error(`${label}: ${name} is not given`);
      left.delete(name);
      return `const ${name}: ${type} = ${type}(${value});`;
    },
  );
  if (left.size) throw new Error(`${label} has no override ${[...left]}`);
  return settled;
}
