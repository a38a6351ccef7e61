import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { readDelimited } from "../../src/core/delimited.ts";

export interface SavedFile {
  name: string;
  path: string;
  bytes: Buffer;
}

type Format = "PNG" | "SVG" | "CSV" | "JSON";

/** Names of all figures of the view that can be saved, as the page gives them. */
export async function savableFigures(page: Page): Promise<string[]> {
  const names = await page
    .locator(".figure-more")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return names.map((name) => name.replace(/^More ways to save /, ""));
}

const more = (page: Page, figure: string) =>
  page.getByRole("button", { name: `More ways to save ${figure}`, exact: true });

const inMenu = (page: Page, figure: string) =>
  page.getByRole("region", { name: `More ways to save ${figure}`, exact: true });

/** What a figure's button saves. */
export async function saveAs(page: Page, figure: string, format: Format): Promise<SavedFile> {
  const tools = page.locator(".figure-tools", { has: more(page, figure) });
  if (format !== "JSON") return caught(page, tools.getByText(format, { exact: true }).first());
  await more(page, figure).click();
  const file = await caught(page, inMenu(page, figure).getByText("JSON", { exact: true }));
  await closeMenu(page, figure);
  return file;
}

async function caught(page: Page, button: Locator): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const name = download.suggestedFilename();
  const path = test.info().outputPath(name);
  await download.saveAs(path);
  return { name, path, bytes: await readFile(path) };
}

/** Of every figure's PNG, from now on. */
export async function choosePngSize(page: Page, figure: string, size: string): Promise<void> {
  await more(page, figure).click();
  await inMenu(page, figure).getByText(size, { exact: true }).click();
  await closeMenu(page, figure);
}

async function closeMenu(page: Page, figure: string): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(inMenu(page, figure)).toBeHidden();
}

/** Copies a figure, and what the page says of it. */
export async function copyAs(page: Page, figure: string, what: "image" | "SVG" | "CSV"): Promise<void> {
  await more(page, figure).click();
  const menu = inMenu(page, figure);
  await menu.getByRole("button", { name: `Copy ${what} of ${figure}`, exact: true }).click();
  await expect(menu.getByRole("status")).toHaveText("Copied.");
  await closeMenu(page, figure);
}

/** Rows of a CSV, all of one length. */
export function csvRows(file: SavedFile): string[][] {
  const fail = (line: number, column: number, what: string): never => {
    throw new Error(`${file.name}, line ${line}, field ${column}: ${what}`);
  };
  const rows = [...readDelimited(file.bytes.toString("utf8"), ",", fail)].map(({ fields }) => fields);
  for (const row of rows) expect(row.length, `${file.name}: ${row.slice(0, 3)}`).toBe(rows[0]!.length);
  return rows;
}

/** A picture's size in pixels, and the same drawn 64 × 64: RGBA. */
export interface Seen {
  width: number;
  height: number;
  small: number[];
}

export function lookAtPng(page: Page, bytes: Buffer): Promise<Seen> {
  return page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const image = await createImageBitmap(new Blob([binary], { type: "image/png" }));
    const canvas = new OffscreenCanvas(64, 64);
    const ctx = canvas.getContext("2d")!;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(image, 0, 0, 64, 64);
    const { width, height } = image;
    return { width, height, small: [...ctx.getImageData(0, 0, 64, 64).data] };
  }, bytes.toString("base64"));
}

export function coloursOf({ small }: Seen): number {
  const colours = new Set<string>();
  for (let i = 0; i < small.length; i += 4) colours.add(small.slice(i, i + 4).join());
  return colours.size;
}

/** Mean difference of two pictures' channels, of 255. */
export function differenceOf(a: Seen, b: Seen): number {
  return a.small.reduce((sum, value, i) => sum + Math.abs(value - b.small[i]!), 0) / a.small.length;
}

/** A text of a drawing, and the middle of where it stands, CSS pixels. */
export interface DrawnText {
  text: string;
  size: number;
  x: number;
  y: number;
  isCaption: boolean;
}

/** Opens a saved SVG in a page of its own, as a person would. It is XML: what is not well-formed opens as an error. */
export async function openSvg(view: Page, file: SavedFile): Promise<void> {
  await view.goto(`file://${file.path}`);
  expect(await view.evaluate(() => document.contentType), file.name).toBe("image/svg+xml");
  await expect(view.locator("parsererror"), file.name).toHaveCount(0);
  expect(await view.evaluate(() => document.documentElement.tagName), file.name).toBe("svg");
}

export function textsOf(view: Page): Promise<DrawnText[]> {
  return view.evaluate(() =>
    [...document.querySelectorAll("text")].map((element) => {
      const box = element.getBoundingClientRect();
      return {
        text: element.textContent,
        size: Number.parseFloat(getComputedStyle(element).fontSize),
        x: box.left + box.width / 2,
        y: box.top + box.height / 2,
        isCaption: element.closest(".caption") !== null,
      };
    }),
  );
}

const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as figures write it: true minus, narrow spaces, powers of ten. */
export function readNumber(text: string): number {
  const plain = text
    .trim()
    .replaceAll("−", "-")
    .replaceAll(/[\u202f\s]/g, "");
  const power = /^10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(plain);
  if (!power) return plain === "" ? Number.NaN : Number(plain);
  const exponent = Number([...power[2]!].map((sign) => POWERS.indexOf(sign)).join(""));
  return 10 ** (power[1] ? -exponent : exponent);
}

/** From pixels to what an axis counts: the straight line through its outermost ticks, which all others must lie on. */
export function axisOf(ticks: readonly { at: number; value: number }[]): (at: number) => number {
  const sorted = [...ticks].sort((a, b) => a.at - b.at);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const perPixel = (last.value - first.value) / (last.at - first.at);
  const read = (at: number) => first.value + (at - first.at) * perPixel;
  for (const { at, value } of sorted)
    expect(Math.abs(read(at) - value)).toBeLessThan(Math.abs(perPixel) * 0.1);
  return read;
}
