/** What was computed in several ways. */
export type Quantity = "sum" | "mean" | "sample standard deviation" | "KDE" | "log-likelihood";

/** One bag at one size: greatest relative error against float64, by the name of the way. */
export interface ErrorRow {
  quantity: Quantity;
  bag: string;
  n: number;
  errors: Record<string, number>;
  /** Of a sum: that of the absolute values over that of the values, by which a relative error is multiplied where they cancel. */
  cancellation?: number;
}

export interface ErrorStudy {
  device: string;
  software: boolean;
  rows: ErrorRow[];
}

/** What issue 6 allows. */
export const ALLOWED = 1e-4;
/** The columns that are the project's own kernels begin with this. */
export const OURS = "ours";

const power = (x: number) => (Number.isFinite(x) ? (x === 0 ? "0" : x.toExponential(1)) : "overflows");

/** A sum that is a smaller share of its terms than this is not held to it: two floats hold 2^48 of them. */
const MOST_CANCELLATION = 1e8;

/** Where the project's kernels err most. NaN errs more than anything. */
export function worstOfOurs(
  rows: readonly ErrorRow[],
): { row: ErrorRow; way: string; error: number } | undefined {
  return rows
    .filter(({ cancellation }) => !(cancellation !== undefined && cancellation > MOST_CANCELLATION))
    .flatMap((row) =>
      Object.entries(row.errors)
        .filter(([way]) => way.startsWith(OURS))
        .map(([way, error]) => ({ row, way, error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error })),
    )
    .sort((a, b) => b.error - a.error)[0];
}

/** What an error is relative to, where that is not the quantity itself. */
const RELATIVE_TO: Partial<Record<Quantity, string>> = { mean: ", as a share of the standard deviation" };

/** A table a quantity, rows by bag and size. */
export function errorsToMarkdown(rows: readonly ErrorRow[]): string {
  const quantities = [...new Set(rows.map((row) => row.quantity))];
  return quantities
    .map((quantity) => {
      const own = rows.filter((row) => row.quantity === quantity);
      const ways = [...new Set(own.flatMap((row) => Object.keys(row.errors)))];
      const cancels = own.some(({ cancellation }) => cancellation !== undefined);
      const head = ["values", "n", ...(cancels ? ["cancellation"] : []), ...ways];
      const lines = own.map(({ bag, n, errors, cancellation }) => [
        bag,
        n.toLocaleString("en"),
        ...(cancels ? [cancellation?.toPrecision(2) ?? ""] : []),
        ...ways.map((way) => (errors[way] === undefined ? "" : power(errors[way]))),
      ]);
      const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
      return `### ${quantity[0]!.toUpperCase()}${quantity.slice(1)}${RELATIVE_TO[quantity] ?? ""}\n\n${table.join("\n")}\n`;
    })
    .join("\n");
}

/** One line a row, for a terminal. */
export const errorLine = ({ quantity, bag, n, errors }: ErrorRow): string =>
  `${quantity} of ${n.toLocaleString("en")} values, ${bag}: ${Object.entries(errors)
    .map(([way, error]) => `${way} ${power(error)}`)
    .join(" · ")}`;
