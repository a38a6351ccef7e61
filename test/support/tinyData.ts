import { seededRandom } from "../../src/core/random.ts";

const SUBJECTS = { "about bees": "abe", "about clocks": "clo" };
const ATTRIBUTES = { loud: (s: string) => s.toUpperCase(), soft: (s: string) => s };

/** Two subjects × two attributes as nested JSON, seeded words of the subject's three letters. */
export function tinyData(perClass = 10, seed = 1): Record<string, Record<string, string[]>> {
  const random = seededRandom(seed);
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!;
  const word = (letters: string) => Array.from({ length: 2 + Math.floor(3 * random()) }, () => pick(letters));
  const sentence = (letters: string) =>
    Array.from({ length: 4 + Math.floor(5 * random()) }, () => word(letters).join("")).join(" ");
  return Object.fromEntries(
    Object.entries(SUBJECTS).map(([subject, letters]) => [
      subject,
      Object.fromEntries(
        Object.entries(ATTRIBUTES).map(([attribute, voice]) => [
          attribute,
          Array.from({ length: perClass }, () => voice(sentence(letters))),
        ]),
      ),
    ]),
  );
}
