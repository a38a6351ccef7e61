import { createElement, type ReactElement, type ReactNode } from "react";

// MathML as React elements, named as in TeX. React's types know no MathML.

type Node = ReactElement | string;

const m = (name: string, ...children: ReactNode[]): ReactElement => createElement(name, {}, ...children);

export const v = (name: string) => m("mi", name);
export const num = (value: string) => m("mn", value);
export const op = (sign: string) => m("mo", sign);
export const fn = (name: string) => m("mi", name);
export const row = (...parts: ReactElement[]) => m("mrow", ...parts);
export const frac = (over: ReactElement, under: ReactElement) => m("mfrac", over, under);
export const sqrt = (of: ReactElement) => m("msqrt", of);
export const sub = (base: Node, index: ReactElement) => m("msub", element(base), index);
export const sup = (base: Node, power: ReactElement) => m("msup", element(base), power);
export const hat = (base: string) => createElement("mover", { accent: "true" }, v(base), op("^"));
export const paren = (...inside: ReactElement[]) => row(op("("), ...inside, op(")"));

export const sum = (under: ReactElement, over?: ReactElement) =>
  over === undefined ? m("munder", op("∑"), under) : m("munderover", op("∑"), under, over);

/** Lines with the condition of each behind it. */
export const cases = (...lines: (readonly [ReactElement, ReactElement])[]) =>
  createElement(
    "mtable",
    { displaystyle: "true" },
    ...lines.map((cells) => m("mtr", ...cells.map((cell) => m("mtd", cell)))),
  );

const element = (base: Node) => (typeof base === "string" ? v(base) : base);
