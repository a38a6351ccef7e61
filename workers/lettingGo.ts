import { releaseProxy } from "comlink";

type Callback = ((...args: unknown[]) => unknown) & { [releaseProxy]?: () => void };

/**
 * The same functions, which let go of the page's callbacks once they have ended. Else the page would keep each of them, and
 * what it closes over, until the worker's own garbage is collected, which seldom is: there is little of it.
 */
export function lettingGo<T extends object>(engine: T): T {
  const entries = Object.entries(engine).map(([name, call]) => [name, during(call)]);
  return Object.fromEntries(entries) as T;
}

function during(call: (...args: unknown[]) => unknown) {
  return async (...args: unknown[]) => {
    let over = false;
    const isCallback = (arg: unknown): arg is Callback => typeof arg === "function";
    const own = args.map((arg) =>
      isCallback(arg) ? (...told: unknown[]) => (over ? undefined : arg(...told)) : arg,
    );
    try {
      return await call(...own);
    } finally {
      over = true;
      for (const arg of args) if (isCallback(arg)) arg[releaseProxy]?.();
    }
  };
}
