import { expect, test } from "vitest";
import { FORMULAS } from "../../src/ui/method/formulas.ts";
import { parseProse } from "../../src/ui/method/parseProse.ts";
import { en } from "../../src/ui/texts/en.ts";

test("a text is cut at its marks, and nothing of it is lost", () => {
  expect(parseProse("See *this*, `code` of $kde$ in [Fit](tab:fit).")).toEqual([
    { at: 0, kind: "text", text: "See " },
    { at: 4, kind: "strong", text: "this" },
    { at: 10, kind: "text", text: ", " },
    { at: 12, kind: "code", text: "code" },
    { at: 18, kind: "text", text: " of " },
    { at: 22, kind: "formula", text: "kde" },
    { at: 27, kind: "text", text: " in " },
    { at: 31, kind: "link", text: "Fit", to: "tab:fit" },
    { at: 45, kind: "text", text: "." },
  ]);
  expect(parseProse("")).toEqual([]);
  expect(parseProse("2 * 3 costs $5 [sic]")).toEqual([{ at: 0, kind: "text", text: "2 * 3 costs $5 [sic]" }]);
});

const texts = leaves(en.method.sections);

test("every formula that the page names is there, and can be read aloud", () => {
  const named = texts.flatMap((text) => parseProse(text).filter(({ kind }) => kind === "formula"));
  expect(named.length).toBeGreaterThan(10);
  for (const { text } of named) {
    expect(Object.keys(FORMULAS)).toContain(text);
    expect(Object.keys(en.method.formulas)).toContain(text);
  }
});

test("every link within the page leads to a view that there is", () => {
  const links = texts.flatMap((text) => parseProse(text)).filter((piece) => piece.kind === "link");
  for (const { to } of links) {
    if (to.startsWith("tab:")) expect(Object.keys(en.header.tabs)).toContain(to.slice(4));
    else expect(to).toMatch(/^(https:\/\/|\.\/gallery\/)/);
  }
});

function leaves(branch: unknown): string[] {
  if (typeof branch === "string") return [branch];
  return typeof branch === "object" && branch !== null ? Object.values(branch).flatMap(leaves) : [];
}
