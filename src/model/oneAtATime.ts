import type { InferenceSession, InferenceSessionFactory } from "onnxruntime-common";

/**
 * A runtime's sessions, created, run and released one call after the other. On WebGPU a call is suspended while the GPU works, and
 * a second one meanwhile would share its stack in the WASM heap: values, or the heap itself, are spoilt then.
 */
export function oneAtATime(factory: InferenceSessionFactory): InferenceSessionFactory {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(call: () => Promise<T>): Promise<T> => {
    const turn = last.then(call, call);
    last = turn;
    return turn;
  };
  const create = (...args: unknown[]): Promise<InferenceSession> =>
    inTurn(async () => {
      const session = await (factory.create as (...args: unknown[]) => Promise<InferenceSession>)(...args);
      const run = session.run.bind(session) as (...args: unknown[]) => ReturnType<InferenceSession["run"]>;
      const release = session.release.bind(session);
      session.run = (...args: unknown[]) => inTurn(() => run(...args));
      session.release = () => inTurn(release);
      return session;
    });
  return { create } as InferenceSessionFactory;
}
