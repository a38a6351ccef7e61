import type { Texts } from "./en.ts";

/** English texts in another language, as far as they have been translated: the same keys, the same arguments. */
export type Translation = Part<Texts>;

type Part<T> = T extends (...args: infer A) => infer R
  ? (...args: A) => Widened<R>
  : T extends string | number | boolean
    ? Widened<T>
    : T extends readonly (infer E)[]
      ? readonly Part<E>[]
      : { [K in keyof T]?: Part<T[K]> };

type Widened<T> = T extends string ? string : T;
