import { expect, type Page, test } from "@playwright/test";
import { formatValue } from "../../src/plot/format.ts";
import { answered } from "../support/page.ts";
import {
  axisOf,
  choosePngSize,
  coloursOf,
  copyAs,
  csvRows,
  differenceOf,
  lookAtPng,
  openSvg,
  readNumber,
  type SavedFile,
  type Seen,
  savableFigures,
  saveAs,
  textsOf,
} from "../support/savedFigures.ts";

const MODEL = "mini-gpt2";

interface Taken {
  svg: SavedFile;
  rows: string[][];
  png: Seen;
}

/** Saves every figure of the view in every form, and holds the forms against each other. */
async function takeAll(page: Page, expected: readonly string[]): Promise<Map<string, Taken>> {
  const names = await savableFigures(page);
  expect(names).toEqual(expected);
  const taken = new Map<string, Taken>();
  await choosePngSize(page, names[0]!, "1×");
  for (const name of names) {
    const svg = await saveAs(page, name, "SVG");
    const csv = await saveAs(page, name, "CSV");
    const json = await saveAs(page, name, "JSON");
    const png = await saveAs(page, name, "PNG");
    const rows = csvRows(csv);
    expect(rows.length, name).toBeGreaterThan(1);
    checkJson(name, json, rows);
    const seen = await lookAtPng(page, png.bytes);
    expect(coloursOf(seen), `${name}: colours`).toBeGreaterThan(8);
    const files = [svg, csv, json, png];
    expect(files.map((file) => file.name.replace(/^.*\./, ""))).toEqual(["svg", "csv", "json", "png"]);
    for (const file of files) expect(file.name).toMatch(new RegExp(`^tailscope-${MODEL}-[a-z0-9-]+\\.\\w+$`));
    taken.set(name, { svg, rows, png: seen });
  }
  await choosePngSize(page, names[0]!, "4×");
  for (const name of names) {
    const once = taken.get(name)!.png;
    const four = await lookAtPng(page, (await saveAs(page, name, "PNG")).bytes);
    // a drawing may be some part of a pixel wide
    expect(Math.abs(four.width - 4 * once.width), name).toBeLessThanOrEqual(2);
    expect(Math.abs(four.height - 4 * once.height), name).toBeLessThanOrEqual(2);
    expect(differenceOf(once, four), `${name}: the same picture`).toBeLessThan(4);
  }
  return taken;
}

/** Opens every saved SVG, which leaves the page behind it in the background: slow from now on. */
async function checkDocuments(view: Page, taken: Map<string, Taken>): Promise<void> {
  for (const [name, { svg, png }] of taken) {
    await openSvg(view, svg);
    await checkDocument(view, name, svg);
    const size = await view.evaluate(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      return [Math.round(width), Math.round(height)];
    });
    expect(size, name).toEqual([png.width, png.height]);
  }
}

/** Texts that can be edited, fonts inside, and a caption that says what it is of. */
async function checkDocument(view: Page, name: string, svg: SavedFile): Promise<void> {
  const texts = await textsOf(view);
  const drawn = texts.filter(({ isCaption }) => !isCaption);
  expect(drawn.length, name).toBeGreaterThan(3);
  const caption = texts.flatMap(({ text, isCaption }) => (isCaption ? [text] : [])).join(" ");
  expect(caption).toContain(`Model ${MODEL}`);
  expect(caption).toMatch(/sha256 [0-9a-f]{12}\b/);
  expect(caption).toMatch(/\d held-out sentences|\d training sentences/);
  expect(caption).toMatch(/Tailscope \d+\.\d+\.\d+$/);
  expect(texts.map(({ text }) => text).join(" "), name).toMatch(/all values|tails only/i);
  const markup = svg.bytes.toString("utf8");
  const faces = [...markup.matchAll(/@font-face\{[^}]*\}/g)].map(([face]) => face);
  expect(faces.length, name).toBeGreaterThan(0);
  expect(faces.length, name).toBeLessThanOrEqual(2);
  for (const face of faces) expect(face).toMatch(/url\(data:font\/woff2;base64,[A-Za-z0-9+/=]{1000,}\)/);
  expect(markup.replaceAll(/data:font[^)]*/g, ""), name).not.toMatch(
    /https?:(?!\/\/www\.w3\.org)|<image|<script|NaN/,
  );
}

/** JSON has the rows of the CSV; what CSV writes as NaN is null. */
function checkJson(name: string, json: SavedFile, [header, ...rows]: string[][]): void {
  const read = JSON.parse(json.bytes.toString("utf8")) as {
    figure: string;
    caption: string[];
    version: string;
    columns: string[];
    rows: (string | number | null)[][];
  };
  expect(read.figure).toBe(name);
  expect(read.caption.join(" ")).toContain(MODEL);
  expect(read.version).toMatch(/^Tailscope \d/);
  expect(read.columns).toEqual(header);
  expect(read.rows.map((row) => row.map((cell) => String(cell ?? Number.NaN)))).toEqual(rows);
}

/** Where the ticks of an axis stand: texts that are numbers, each beside a line of the axis. */
function ticksOf(view: Page, axis: "x" | "y"): Promise<{ at: number; label: string }[]> {
  return view.evaluate((which) => {
    const [from, to] = which === "x" ? (["x1", "x2"] as const) : (["y1", "y2"] as const);
    return [...document.querySelectorAll("line")].flatMap((line) => {
      const label = line.nextElementSibling;
      const at = line.getAttribute(from);
      const isTick =
        label?.tagName === "text" && at === line.getAttribute(to) && at === label.getAttribute(which);
      return isTick ? [{ at: Number(at), label: label.textContent }] : [];
    });
  }, axis);
}

async function axisIn(view: Page, axis: "x" | "y", as = (value: number) => value) {
  const ticks = await ticksOf(view, axis);
  const read = ticks.map(({ at, label }) => ({ at, value: as(readNumber(label)) }));
  expect(read.length).toBeGreaterThan(2);
  return axisOf(read);
}

/** Every point of a curve, back through the ticks: on the grid within a twentieth of a pixel, in height within 1 %. */
async function checkCurve(view: Page, selector: string, of: string, rows: string[][]): Promise<void> {
  const value = await axisIn(view, "x");
  const power = await axisIn(view, "y", Math.log10);
  const d = await view.locator(selector).first().getAttribute("d");
  const points = [...d!.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  const curve = rows
    .filter(([kind, name]) => kind === "density" && name === of)
    .map((row) => row.slice(3).map(Number));
  expect(curve.length, of).toBeGreaterThan(100);
  const pixel = Math.abs(value(1) - value(0));
  const lowest = Math.max(...(await ticksOf(view, "y")).map(({ at }) => at));
  let compared = 0;
  for (const [x, y] of points) {
    if (y > lowest) continue; // under the axis curves are cut off
    const near = curve.reduce((best, point) =>
      Math.abs(point[0]! - value(x)) < Math.abs(best[0]! - value(x)) ? point : best,
    );
    expect(Math.abs(near[0]! - value(x))).toBeLessThan(pixel / 20);
    expect(Math.abs(near[1]! / 10 ** power(y) - 1), `${of} at ${near[0]}`).toBeLessThan(0.01);
    compared++;
  }
  expect(compared, of).toBeGreaterThan(100);
}

test("every figure of Explore, in every form, with the same numbers", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`./#v2&layer=1&backend=wasm&model=${MODEL}`);
  await answered(page);
  await expect(page.getByRole("figure", { name: "Density" })).toContainText("layer 1");
  const taken = await takeAll(page, [
    ...["Layers", "Density", "Q-Q against the logistic", "Contribution of each layer", "Tail map"],
  ]);

  await test.step("the clipboard holds what the files hold", async () => {
    const { svg, rows } = taken.get("Density")!;
    await copyAs(page, "Density", "SVG");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(svg.bytes.toString("utf8"));
    await copyAs(page, "Density", "CSV");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split(/\r?\n/).filter((line) => line !== "").length).toBe(rows.length);
    await choosePngSize(page, "Density", "1×");
    await copyAs(page, "Density", "image");
    const size = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const { width, height } = await createImageBitmap(await item!.getType("image/png"));
      return [width, height];
    });
    const { png } = taken.get("Density")!;
    expect(size).toEqual([png.width, png.height]);
  });

  const view = await context.newPage();
  await checkDocuments(view, taken);
  await test.step("Density: curves, cut-offs and tails", async () => {
    const { svg, rows } = taken.get("Density")!;
    await openSvg(view, svg);
    await checkCurve(view, 'path[stroke-width="2.5"]', "this sentence", rows);
    const texts = (await textsOf(view)).map(({ text }) => text);
    const predicted = texts.find((text) => text.startsWith("predicted: "))!.slice("predicted: ".length);
    await checkCurve(view, 'path[stroke-width="1.75"]', predicted, rows);
    const cutoffs = rows.filter(([kind]) => kind === "cut-off").map(([, , , at]) => Number(at));
    expect(cutoffs.length).toBe(2);
    for (const at of cutoffs) expect(texts.join()).toContain(`cut-off ${formatValue(at)}`);

    const value = await axisIn(view, "x");
    const dots = await view
      .locator('[role="option"] circle:not([data-glow])')
      .evaluateAll((circles) => circles.map((circle) => Number(circle.getAttribute("cx"))));
    const tails = rows.filter(([kind]) => kind === "tail value").map(([, , , at]) => Number(at));
    expect(dots.length).toBe(tails.length);
    const pixel = Math.abs(value(1) - value(0));
    tails.sort((a, b) => a - b);
    for (const [i, x] of dots
      .map(value)
      .sort((a, b) => a - b)
      .entries()) {
      expect(Math.abs(x - tails[i]!)).toBeLessThan(pixel / 20);
    }
  });

  await test.step("contributions: every cell's colour, back through the legend", async () => {
    const { svg, rows } = taken.get("Contribution of each layer")!;
    await openSvg(view, svg);
    const boxes = await view.locator("rect").evaluateAll((rects) =>
      rects.map((rect) => ({
        ...{ fill: rect.getAttribute("fill") ?? "", stroke: rect.getAttribute("stroke") },
        ...{ x: Number(rect.getAttribute("x")), y: Number(rect.getAttribute("y")) },
        ...{ width: Number(rect.getAttribute("width")), height: Number(rect.getAttribute("height")) },
      })),
    );
    const frames = boxes.filter(({ fill, stroke }) => fill === "none" && stroke !== null);
    const [frame] = frames.sort((a, b) => b.width * b.height - a.width * a.height);
    const legend = boxes
      .filter(({ fill, height }) => height === 9 && fill.startsWith("rgb"))
      .sort((a, b) => a.x - b.x);
    expect(legend.length).toBe(72);
    const end = (await textsOf(view)).find(({ text }) => /nats$/.test(text) && text.length < 20)!.text;
    const limit = readNumber(end.replace(/^≥ | nats$/g, "").replace(/ nats$/, ""));
    const channels = (fill: string) => fill.match(/\d+/g)!.map(Number);
    const nats = (fill: string) => {
      const wanted = channels(fill);
      const far = legend.map((one) =>
        channels(one.fill).reduce((sum, c, i) => sum + Math.abs(c - wanted[i]!), 0),
      );
      return limit * ((2 * (far.indexOf(Math.min(...far)) + 0.5)) / legend.length - 1);
    };
    const [, ...table] = rows;
    const classes = [...new Set(table.map(([name]) => name!))];
    const layers = new Set(table.map(([, layer]) => layer!)).size;
    expect([classes.length, layers]).toEqual([120, 4]);
    const [left, top] = [frame!.x + 0.5, frame!.y + 0.5];
    const [wide, high] = [(frame!.width - 1) / classes.length, (frame!.height - 1) / layers];
    const cells = boxes.filter(
      ({ fill, x, y, height }) => fill.startsWith("rgb") && height > 9 && x >= left - 0.1 && y >= top - 0.1,
    );
    const said = new Map(
      table.map(([name, layer, , difference]) => [`${name} ${layer}`, Number(difference)]),
    );
    for (const { fill, x, y } of cells) {
      const name = classes[Math.round((x - left) / wide)];
      const key = `${name} ${Math.round((y - top) / high)}`;
      const expected = Math.max(-limit, Math.min(limit, said.get(key)!));
      said.delete(key);
      // 72 steps of the legend, 201 shades, three digits of its end
      expect(Math.abs(nats(fill) - expected), key).toBeLessThan(0.03 * limit);
    }
    expect([...said.values()]).toEqual([0, 0, 0, 0]); // of the guess itself, which is not drawn
  });
});

test("every figure of Evaluate, in every form, with the same numbers", async ({ page, context }) => {
  await page.goto(`./#v2&tab=evaluate&backend=wasm&model=${MODEL}`);
  await expect(page.getByRole("figure", { name: "Confusion matrix" })).toBeVisible();
  const dumbbells = page.getByRole("figure", { name: "F1 by subject" });
  await expect(dumbbells.locator("title", { hasText: /american football: .*95 %/ })).toHaveCount(1);
  const taken = await takeAll(page, [
    ...["Confusion matrix", "F1 by subject", "F1 by attribute", "F1 by layer", "tail map", "sink histogram"],
    "reliability, all values",
  ]);
  await page.locator(".matrix-controls").getByText("Subjects", { exact: true }).click();
  await expect(page.getByRole("application", { name: /Confusion by subject/ })).toBeVisible();
  const subjects = {
    rows: csvRows(await saveAs(page, "Confusion matrix", "CSV")),
    svg: await saveAs(page, "Confusion matrix", "SVG"),
  };

  const view = await context.newPage();
  await checkDocuments(view, taken);
  await test.step("the matrix of 120 classes: every label, large enough to be read", async () => {
    const { svg, rows } = taken.get("Confusion matrix")!;
    expect(rows.length).toBe(121);
    await openSvg(view, svg);
    const texts = await textsOf(view);
    for (const label of rows.slice(1).map(([name]) => name!)) {
      const found = texts.filter(({ text }) => text === label);
      expect(found.length, label).toBe(2); // at its row and at its column
      for (const { size } of found) expect(size, label).toBeGreaterThanOrEqual(8);
    }
  });

  for (const level of ["subject", "attribute"]) {
    await test.step(`F1 by ${level}: rings, diamonds and whiskers, back through the ticks`, async () => {
      const { svg, rows } = taken.get(`F1 by ${level}`)!;
      await openSvg(view, svg);
      const f1 = await axisIn(view, "x");
      const drawn = await view.locator("g:has(> circle):has(> title)").evaluateAll((groups) =>
        groups.map((group) => ({
          name: group.querySelector("text")!.textContent,
          full: Number(group.querySelector("circle")!.getAttribute("cx")),
          tails: Number(/^M([\d.]+),/.exec(group.querySelector("path")!.getAttribute("d")!)![1]),
          whiskers: [...group.querySelectorAll('line:not([stroke-width="3"])')].flatMap((line) => [
            Number(line.getAttribute("x1")),
            Number(line.getAttribute("x2")),
          ]),
        })),
      );
      const [, ...table] = rows;
      expect(drawn.length).toBe(table.length);
      const tolerance = Math.abs(f1(1) - f1(0)) / 20; // of a pixel
      for (const [i, { name, full, tails, whiskers }] of drawn.entries()) {
        const [label, ...numbers] = table[i]!;
        expect(name).toBe(label);
        const [f1Full, lowFull, highFull, f1Tails, lowTails, highTails] = numbers.map(Number);
        const pairs = [
          [full, f1Full],
          [tails, f1Tails],
          ...[lowFull, highFull, lowTails, highTails].map((end, at) => [whiskers[at], end]),
        ];
        for (const [x, number] of pairs) expect(Math.abs(f1(x!) - number!), label).toBeLessThan(tolerance);
      }
    });
  }

  await test.step("the subject matrix: the count in every cell", async () => {
    await openSvg(view, subjects.svg);
    const [[, ...labels], ...table] = subjects.rows as [string[], ...string[][]];
    const texts = (await textsOf(view)).filter(({ isCaption }) => !isCaption);
    // a row's label stands left of the matrix, a column's under it
    const places = labels.map((label) =>
      texts.filter(({ text }) => text === label).sort((a, b) => a.x - b.x),
    );
    const rowsAt = places.map(([row]) => row!.y);
    const columnsAt = places.map(([, column]) => column!.x);
    const cell = columnsAt[1]! - columnsAt[0]!;
    const at = (places: number[], pixel: number) =>
      places.findIndex((place) => Math.abs(place - pixel) < cell / 4);
    let written = 0;
    for (const { text, x, y } of texts) {
      const [row, column] = [at(rowsAt, y), at(columnsAt, x)];
      if (row < 0 || column < 0) continue;
      expect(readNumber(text), `${labels[row]} → ${labels[column]}`).toBe(Number(table[row]![column + 1]));
      written++;
    }
    const counts = table.flatMap((row) => row.slice(1).map(Number));
    expect(written).toBe(counts.filter((count) => count > 0).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1440);
  });
});
