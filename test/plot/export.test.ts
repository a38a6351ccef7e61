import { describe, expect, it } from "vitest";
import { failureKind } from "../../src/core/failure.ts";
import { documentAt, figureDocument } from "../../src/plot/figureDocument.ts";
import { figureCsv, figureJson, fileName } from "../../src/plot/figureFiles.ts";
import { GREATEST_SIDE, pngSize } from "../../src/plot/pngSize.ts";
import { svgSurface } from "../../src/plot/surface.ts";
import { textWidth } from "../../src/plot/textWidth.ts";
import { darkTheme, lightTheme } from "../../src/plot/theme.ts";

const fonts = [
  { range: "U+0100-02BA", woff2: Uint8Array.from({ length: 70_000 }, (_, i) => i % 251) },
  { range: "U+0000-00FF", woff2: Uint8Array.of(119, 79, 70, 50) },
];
const options = { theme: lightTheme, fonts, version: "Tailscope 0.1.0" };

function drawing(text = "F1 < 1"): string {
  const surface = svgSurface(300, 120);
  surface.rect(0, 0, 10, 10, "#ff0000");
  surface.text(text, 10, 20, { size: 11, fill: "#000000" });
  return surface.document();
}

const save = {
  name: "F1 & more",
  draw: () => drawing(),
  caption: () => [
    "tailscope-mini, revision 1a2b",
    "a data set of ours (0123abcd), n = 1 440 held-out sentences, tails only",
  ],
};

describe("a document", () => {
  const { text, width, height } = figureDocument(save, options);

  it("has the drawing with its texts as texts, and the caption under it", () => {
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="300" height="\d+"/);
    expect(text).toContain(">F1 &lt; 1</text>");
    expect(text).toContain("<title>F1 &amp; more</title>");
    const said = [...text.matchAll(/<text x="12" y="([\d.]+)"[^>]*>([^<]*)<\/text>/g)];
    expect(said.map(([, , line]) => line).join(" ")).toBe([...save.caption(), options.version].join(" "));
    expect(said.every(([, y]) => Number(y) > 120 && Number(y) < height)).toBe(true);
    for (const [, , line] of said) expect(textWidth(line!, 11)).toBeLessThanOrEqual(width - 24);
    expect(said.length).toBeGreaterThan(3); // the long line was wrapped
  });

  it("is well-formed: every element closed", () => {
    const open: string[] = [];
    for (const [, end, tag, alone] of text.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(tag);
      else if (!alone) open.push(tag!);
    }
    expect(open).toEqual([]);
  });

  it("carries both font files, byte for byte", () => {
    const faces = [...text.matchAll(/unicode-range:([^;]+);src:url\(data:font\/woff2;base64,([^)]+)\)/g)];
    expect(faces.map(([, range]) => range)).toEqual(fonts.map(({ range }) => range));
    const bytes = faces.map(([, , data]) => Uint8Array.from(Buffer.from(data!, "base64")));
    expect(bytes).toEqual(fonts.map(({ woff2 }) => woff2));
    expect(text).toContain('font-family="&quot;IBM Plex Sans&quot;');
  });

  it("is on the theme's ground", () => {
    expect(figureDocument(save, { ...options, theme: darkTheme }).text).toContain(
      `<rect width="300" height="${height}" fill="${darkTheme.background}"/>`,
    );
  });

  it("has the same bytes at every drawing, whatever was drawn before", () => {
    const drawn = (first: number) =>
      figureDocument(
        {
          ...save,
          draw: () =>
            `<svg xmlns="http://www.w3.org/2000/svg" style="height:auto" viewBox="0 0 9 9" aria-labelledby="plot-title-${first}"><title id="plot-title-${first}">t</title><pattern id="plot-hatch-${first + 4}"/><rect fill="url(#plot-hatch-${first + 4})"/></svg>`,
        },
        options,
      ).text;
    expect(drawn(3)).toBe(drawn(950));
    expect(drawn(3)).toContain('<rect fill="url(#hatch-2)"/>');
    expect(drawn(3)).not.toContain("height:auto");
  });

  it("is drawn at the pixels of a PNG", () => {
    const at = documentAt({ text, width, height }, { width: 1200, height: 4 * height });
    expect(at).toContain(`width="1200" height="${4 * height}" viewBox="0 0 300 ${height}"`);
    expect(at.slice(at.indexOf("<title>"))).toBe(text.slice(text.indexOf("<title>")));
  });

  it("holds nothing that XML forbids: tokens can be halves of a character", () => {
    const odd = figureDocument(
      { ...save, draw: () => drawing("a\u0000b\ud800c\u001bd\t\u{1f600}") },
      options,
    ).text;
    expect(odd).toContain(">a\ufffdb\ufffdc\ufffdd\t\u{1f600}</text>");
  });

  it("refuses what is no drawing", () => {
    expect(() => figureDocument({ ...save, draw: () => "<p/>" }, options)).toThrow("no drawing");
  });
});

describe("the size of a PNG", () => {
  it("is its scale's", () => {
    expect(pngSize(300.4, 120, 3)).toEqual({ width: 901, height: 360 });
    expect(pngSize(2100, 2200, 4)).toEqual({ width: 8400, height: 8800 }); // the matrix of 120 × 120
  });

  it("is refused past what browsers draw, in words that say what to do", () => {
    const refusal = (width: number, height: number, scale: number) => {
      try {
        pngSize(width, height, scale);
      } catch (error) {
        return { kind: failureKind(error), words: (error as Error).message };
      }
      return undefined;
    };
    expect(refusal(5000, 100, 4)).toEqual({
      kind: "usage",
      words: expect.stringMatching(/20,000 × 400 pixels.*16,384 on a side.*Choose 3×,/) as string,
    });
    expect(refusal(GREATEST_SIDE + 1, 10, 1)?.words).toMatch(/Save it as SVG\.$/);
    expect(refusal(10, GREATEST_SIDE / 2 + 1, 4)?.words).toContain("Choose 1×,");
    expect(refusal(GREATEST_SIDE, GREATEST_SIDE, 1)).toBeUndefined();
  });
});

describe("numbers", () => {
  const table = () => [
    ["class", "f1"],
    ['music, "kind"', 1 / 3],
    ["poetry", Number.NaN],
  ];

  it("are unrounded in CSV and JSON", () => {
    expect(figureCsv({ table })).toBe('class,f1\r\n"music, ""kind""",0.3333333333333333\r\npoetry,NaN\r\n');
    const json = JSON.parse(figureJson({ ...save, table }, "Tailscope 0.1.0")) as unknown;
    expect(json).toEqual({
      figure: "F1 & more",
      caption: save.caption(),
      version: "Tailscope 0.1.0",
      columns: ["class", "f1"],
      rows: [
        ['music, "kind"', 1 / 3],
        ["poetry", null],
      ],
    });
  });
});

it("names files so that any system takes them and one knows whose they are", () => {
  expect(fileName("tailscope-gpt2-f1", "png")).toBe("tailscope-gpt2-f1.png");
  expect(fileName("openai-community/gpt2: F1, by “subject”", "csv")).toBe(
    "tailscope-openai-community-gpt2-F1-by-subject.csv",
  );
  expect(fileName("../../etc", "svg")).toBe("tailscope-etc.svg");
  expect(fileName("誰 ñ", "svg")).toBe("tailscope-誰-ñ.svg");
  expect(fileName("  ", "json")).toBe("tailscope-figure.json");
  expect(fileName("x".repeat(500), "json").length).toBeLessThan(140);
});
