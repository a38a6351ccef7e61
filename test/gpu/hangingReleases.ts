import type * as Ort from "onnxruntime-common";
import jspiUrl from "onnxruntime-web/jspi?url";

/** Has sessions of the first WebGPU runtime hang when they are released, as those of a dead driver do. */
export async function hangingReleases() {
  const { InferenceSession } = (await import(
    /* @vite-ignore */ new URL(jspiUrl, import.meta.url).href
  )) as typeof Ort;
  const factory = InferenceSession as { create: (...args: unknown[]) => Promise<Ort.InferenceSession> };
  const { create } = factory;
  let [created, asked] = [0, 0];
  factory.create = async (...args) => {
    const session = await create.apply(InferenceSession, args);
    created++;
    session.release = () => {
      asked++;
      return new Promise(() => {});
    };
    return session;
  };
  return {
    created: () => created,
    asked: () => asked,
    restore() {
      factory.create = create;
    },
  };
}
