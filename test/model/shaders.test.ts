import { NagaError, nagaVersion, parseWgsl, validate, writeHlsl, writeMsl, writeSpirv } from "naga-wasm";
import { describe, expect, test } from "vitest";
import guide from "../../docs/gpu.md?raw";
import { allShaders, withConstants } from "../support/shaders.ts";

/** Naga knows subgroups, but not yet by their directive. */
const withoutDirective = (code: string): string => code.replace("enable subgroups;", "");

/** What naga, the validator and translator of Firefox and wgpu, makes of WGSL. @throws NagaError */
function translated(code: string) {
  using module = parseWgsl(withoutDirective(code));
  using info = validate(module);
  return {
    msl: writeMsl(module, info),
    hlsl: writeHlsl(module, info, { shaderModel: "6_0" }),
    spirv: writeSpirv(module, info),
  };
}

function faults(code: string): string | undefined {
  try {
    using module = parseWgsl(withoutDirective(code));
    validate(module).free();
    return undefined;
  } catch (error) {
    if (error instanceof NagaError) return `${error.kind}: ${error.formatted}`;
    throw error;
  }
}

const shaders = await allShaders(import.meta.glob("../../src/gpu/*.ts"));
const files = import.meta.glob<string>("../../src/gpu/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const fileNames = Object.keys(files).map((path) => path.replace(/.*\//, ""));

test("every WGSL file is in a shader that was found", () => {
  expect(fileNames.length).toBeGreaterThan(10);
  const missed = fileNames.filter(
    (name) => !shaders.some(({ code }) => code.includes(files[`../../src/gpu/${name}`]!)),
  );
  expect(missed).toEqual([]);
});

const named = shaders.map((shader) => [[shader.label, ...shader.enables].join(" with "), shader] as const);

test("docs/gpu.md has a row for every kernel", () => {
  const missing = shaders
    .filter(({ label }) => !guide.includes(`\n| \`${label}\` |`))
    .map(({ label }) => label);
  expect(missing).toEqual([]);
});

describe.each(named)(`%s, by naga ${nagaVersion}`, (_, shader) => {
  test("is valid as it is handed over", () => {
    expect(faults(shader.code)).toBeUndefined();
  });

  test("is valid with its constants, and has a twin in Metal, HLSL and SPIR-V", () => {
    const { msl, hlsl, spirv } = translated(withConstants(shader));
    const size = shader.constants.WORKGROUP_SIZE ?? Number.NaN;
    expect(msl).toContain("kernel void main_(");
    expect(hlsl).toContain(`[numthreads(${size}, 1, 1)]`);
    const magic = new DataView(spirv.buffer, spirv.byteOffset, spirv.byteLength).getUint32(0, true);
    expect(magic).toBe(0x07230203);
  });

  test("says the type of everything it declares", () => {
    const code = shader.code.replace(/\/\/.*/g, "");
    const untyped = code.match(/\b(let|const|override|var(<[^>]*>)?)\s+\w+\s*=[^;]*/g);
    expect(untyped).toBeNull();
  });

  test("writes its workgroup atomics before it reads them", () => {
    const atomics = [...shader.code.matchAll(/var<workgroup>\s+(\w+)\s*:\s*atomic</g)].map(
      ([, name]) => name!,
    );
    const unwritten = atomics.filter((name) => {
      const [first] = shader.code.match(new RegExp(`atomic\\w+\\(&${name}\\b`)) ?? [];
      return first !== `atomicStore(&${name}`;
    });
    expect(unwritten).toEqual([]);
  });
});

// It does not look at barriers: test/gpu/shaders.test.ts has Chromium's validator do that.
describe("naga refuses", () => {
  test.each([
    ["a number of another type", "let x: u32 = 1.5;", /type|convert/i],
    ["a constant that is not finite", "let x: f32 = 1e30f * 1e30f;", /infinite/i],
    ["a name that nobody declared", "let x: f32 = missing;", /missing/],
  ])("%s", (_, body, words) => {
    expect(faults(kernelOf(body))).toMatch(words);
  });

  test("but not a kernel that is right", () => {
    expect(faults(kernelOf("let x: f32 = 1.5;"))).toBeUndefined();
  });
});

const kernelOf = (body: string) => `@compute @workgroup_size(64) fn main() { ${body} }`;
