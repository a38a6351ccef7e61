import { expect, test } from "vitest";
import { firstLanguage } from "../../src/state/language.ts";

test.each([
  [null, ["es-MX", "en"], "es"],
  [null, ["ja-JP"], "ja"],
  [null, ["de-DE", "en-GB", "es"], "en"],
  [null, ["de", "es-419"], "es"],
  ["ja", ["es-MX"], "ja"],
  ["en", ["es-MX"], "en"],
  ["tlh", ["es-MX"], "es"],
  [null, ["eo", "estonian"], undefined],
  [null, [], undefined],
] as const)("chosen %s, browser %j: %s", (chosen, preferred, expected) => {
  expect(firstLanguage(chosen, preferred)).toBe(expected);
});
