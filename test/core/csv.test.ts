import { expect, it } from "vitest";
import { toCsv } from "../../src/core/csv.ts";

it("plain fields stand as they are, rows end in CRLF", () => {
  expect(
    toCsv([
      ["class", "n"],
      ["a / b", 0.5],
    ]),
  ).toBe("class,n\r\na / b,0.5\r\n");
});

it("commas, quotes and line breaks are quoted, quotes doubled", () => {
  expect(toCsv([["a,b", 'say "hi"', "two\nlines", "cr\r", "日本語"]])).toBe(
    '"a,b","say ""hi""","two\nlines","cr\r",日本語\r\n',
  );
});

it("no rows are no text", () => {
  expect(toCsv([])).toBe("");
});
