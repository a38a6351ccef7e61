import { parseArgs } from "node:util";
import { Failure } from "../core/failure.ts";

export type Flags = Record<string, string | boolean | undefined>;

/** Reads `--name value` and `--name` by a command's table. @throws Failure("usage") */
export function parseFlags(
  args: string[],
  known: Record<string, "string" | "boolean">,
): { flags: Flags; rest: string[] } {
  try {
    const options = Object.fromEntries(Object.entries(known).map(([name, type]) => [name, { type }]));
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { flags: values as Flags, rest: positionals };
  } catch (error) {
    throw new Failure("usage", `${(error as Error).message}`);
  }
}

export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

export function required(flags: Flags, name: string): string {
  const value = text(flags, name);
  if (value === undefined || value === "") throw new Failure("usage", `--${name} is missing.`);
  return value;
}

/** A finite number within [min, max]. */
export function numberFlag(flags: Flags, name: string, otherwise: number, min: number, max: number): number {
  const value = text(flags, name);
  if (value === undefined) return otherwise;
  const n = Number(value);
  if (value.trim() === "" || !Number.isFinite(n) || n < min || n > max) {
    throw new Failure("usage", `--${name} ${value}: a number from ${min} to ${max} is needed.`);
  }
  return n;
}

export function wholeFlag(flags: Flags, name: string, otherwise: number, min: number, max: number): number {
  const n = numberFlag(flags, name, otherwise, min, max);
  if (!Number.isInteger(n)) throw new Failure("usage", `--${name} ${n}: a whole number is needed.`);
  return n;
}
