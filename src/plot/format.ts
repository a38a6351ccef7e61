import { format } from "d3-format";

const MINUS = "\u2212";
const NARROW_SPACE = "\u202f";

/** 12 345, grouped by narrow no-break spaces. */
export function formatCount(count: number): string {
  return typographic(format(",d")(Math.round(count)));
}

/** A signed number of nats: "−1 204", "−12.4", "−0.35", "0". Without the unit. */
export function formatNats(nats: number): string {
  return formatValue(nats);
}

/** A number as people read it: about three significant digits, never more than two decimals, a true minus. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
  return typographic(format(`,.${decimals}f`)(value));
}

/** Of a share: "12.3 %". */
export function formatPercent(share: number, decimals = 1): string {
  return typographic(`${format(`.${decimals}f`)(share * 100)}${NARROW_SPACE}%`);
}

/** A difference, always with its sign: "+0.06", "−0.12", "0.00". */
export function formatDifference(difference: number, decimals = 2): string {
  const isZero = Math.abs(difference) < 0.5 * 10 ** -decimals;
  return typographic(format(`${isZero ? "" : "+"}.${decimals}f`)(isZero ? 0 : difference));
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten: "10⁻⁴". */
export function formatPower(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** A number of any size as a table shows it: whole, or to four digits; "–" for none. */
export function formatCell(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return formatCount(value);
  if (size >= 1e-3 && size < 1e6) return typographic(format(",.4~r")(value));
  const [digits, exponent] = value.toExponential(3).split("e") as [string, string];
  return `${typographic(digits)}\u2009×\u2009${formatPower(Number(exponent))}`;
}

/** A true minus and narrow spaces in place of what d3-format writes. */
export function typographic(text: string): string {
  return text.replaceAll(",", NARROW_SPACE).replaceAll("-", MINUS);
}
