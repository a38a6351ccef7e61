import type { ReactElement } from "react";
import { cases, fn, frac, hat, num, op, paren, row, sqrt, sub, sum, sup, v } from "./math.ts";

const index = (...names: string[]) => row(...names.map(v));
const x = (...names: string[]) => sub("x", index(...names));
const minus = op("−");
const plus = op("+");
const equals = op("=");
const comma = op(",");

/** ln( p_{c,ℓ}(x_{ℓj}) + ε ) */
const logDensity = row(
  fn("ln"),
  paren(sub("p", row(v("c"), comma, v("ℓ"))), paren(x("ℓ", "j")), plus, v("ε")),
);
const logFloor = row(v("d"), fn("ln"), v("ε"));
const overLayers = sum(v("ℓ"));
const precisionRecall = (sign: string) => row(v("P"), op(sign), v("R"));
const weight = (name: string) => sup("e", row(sub("L", v(name)), op("/"), v("T")));

/** Every formula of the page, by the name its texts use. METHOD §1 to §5. */
export const FORMULAS: Record<string, ReactElement> = {
  d: v("d"),
  n: v("n"),
  s: v("s"),
  c: v("c"),
  a: v("a"),
  b: v("b"),
  k: v("k"),
  m: v("m"),
  J: v("J"),
  T: v("T"),
  centred: row(
    x("j"),
    op("←"),
    x("j"),
    minus,
    frac(num("1"), v("d")),
    sum(row(v("k"), equals, num("1")), v("d")),
    x("k"),
  ),
  kde: row(
    hat("p"),
    paren(v("x")),
    equals,
    frac(num("1"), row(v("n"), v("h"), sqrt(row(num("2"), v("π"))))),
    sum(row(v("i"), equals, num("1")), v("n")),
    sup("e", row(minus, sup(paren(v("x"), minus, x("i")), num("2")), op("/"), num("2"), sup("h", num("2")))),
  ),
  bandwidth: row(
    v("h"),
    equals,
    v("c"),
    op("·"),
    sup("n", row(minus, num("1"), op("/"), num("5"))),
    op("·"),
    v("s"),
  ),
  tails: row(
    v("J"),
    equals,
    op("{"),
    v("j"),
    op(":"),
    x("j"),
    op("≤"),
    v("a"),
    op(" or "),
    x("j"),
    op("≥"),
    v("b"),
    op("}"),
  ),
  full: row(sub("L", v("c")), equals, overLayers, sum(row(v("j"), equals, num("1")), v("d")), logDensity),
  tailsOnly: row(
    sub("L", v("c")),
    equals,
    overLayers,
    cases(
      [
        row(frac(v("d"), v("m")), sum(row(v("j"), op("∈"), v("J"))), logDensity),
        row(v("m"), op("≥"), num("3")),
      ],
      [logFloor, row(v("m"), op("<"), num("3"))],
    ),
  ),
  f1: row(
    sub("F", num("1")),
    equals,
    frac(row(num("2"), precisionRecall("·")), precisionRecall("+")),
    comma,
    v("P"),
    equals,
    frac(v("right"), v("guessed")),
    comma,
    v("R"),
    equals,
    frac(v("right"), v("true")),
  ),
  softmax: row(v("P"), paren(v("c")), equals, frac(weight("c"), row(sum(v("k")), weight("k")))),
};
