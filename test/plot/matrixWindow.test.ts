import { describe, expect, it } from "vitest";
import {
  isWhole,
  leastSpan,
  panWindow,
  placeOf,
  showCell,
  wholeMatrix,
  zoomWindow,
} from "../../src/plot/matrixWindow.ts";
import { matrixZoom } from "../../src/plot/matrixZoom.ts";

const N = 120;
const all = wholeMatrix(N);
const cellUnder = (w: { x: number; y: number; span: number }, at: { x: number; y: number }) => [
  w.x + at.x * w.span,
  w.y + at.y * w.span,
];

describe("zoom", () => {
  it.each([
    [0.25, 0.75],
    [0.5, 0.5],
    [0.9, 0.1],
  ])("around (%f, %f) leaves that point where it is, inward and out again", (x, y) => {
    const at = { x, y };
    let window = all;
    for (const factor of [1.6, 2, 1.1]) {
      const next = zoomWindow(window, factor, at, N, 5);
      expect(next.span).toBeCloseTo(window.span / factor);
      expect(cellUnder(next, at)[0]).toBeCloseTo(cellUnder(window, at)[0]!);
      expect(cellUnder(next, at)[1]).toBeCloseTo(cellUnder(window, at)[1]!);
      window = next;
    }
    for (const factor of [1 / 1.1, 0.5, 1 / 1.6]) window = zoomWindow(window, factor, at, N, 5);
    expect(window.span).toBeCloseTo(N);
    expect(window.x).toBeCloseTo(0);
  });

  it("ends at the least span and at the whole matrix, and never leaves it", () => {
    expect(zoomWindow(all, 1e6, { x: 1, y: 1 }, N, 9)).toEqual({ x: 111, y: 111, span: 9 });
    expect(zoomWindow({ x: 60, y: 3, span: 10 }, 1e-6, { x: 0, y: 1 }, N, 9)).toEqual(all);
    expect(panWindow({ x: 60, y: 3, span: 10 }, 500, -500, N)).toEqual({ x: 110, y: 0, span: 10 });
    expect(panWindow(all, 5, 5, N)).toEqual(all);
  });

  it("makes cells large enough to write in, and leaves a small matrix alone", () => {
    expect(600 / leastSpan(N, 600)).toBeCloseTo(56);
    expect(leastSpan(10, 600)).toBe(10);
    expect(leastSpan(10, 280)).toBe(5);
  });
});

describe("a cell", () => {
  const window = { x: 20.5, y: 40, span: 10 };

  it("in view moves nothing", () => {
    expect(showCell(window, { row: 45, column: 25 }, N)).toEqual(window);
  });

  it.each([
    [
      { row: 39, column: 25 },
      { x: 20.5, y: 39, span: 10 },
    ],
    [
      { row: 50, column: 25 },
      { x: 20.5, y: 41, span: 10 },
    ],
    [
      { row: 45, column: 30 },
      { x: 21, y: 40, span: 10 },
    ], // half of it was out of view
    [
      { row: 45, column: 0 },
      { x: 0, y: 40, span: 10 },
    ],
    [
      { row: 119, column: 119 },
      { x: 110, y: 110, span: 10 },
    ],
  ])("out of view is brought in by the least move: %j", (cell, expected) => {
    const shown = showCell(window, cell, N);
    expect(shown).toEqual(expected);
    const { x, y } = placeOf(shown, cell);
    expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThanOrEqual(0.5 / 10 - 1e-9);
  });
});

it("the zoom tells its drawing and its buttons, and only of what changes", () => {
  const told: number[] = [];
  let painted = 0;
  const zoom = matrixZoom(N, ({ factor }) => told.push(factor));
  zoom.attach(600, () => painted++);
  zoom.zoomBy(2);
  zoom.zoomBy(1e9);
  expect(zoom.state()).toMatchObject({ canZoomIn: false, canZoomOut: true });
  zoom.zoomBy(2);
  zoom.reset();
  zoom.reset();
  expect(painted).toBe(3);
  expect(told).toEqual([1, 2, N / leastSpan(N, 600), 1]);
  expect(isWhole(zoom.window(), N)).toBe(true);
  zoom.detach();
  zoom.zoomBy(2);
  expect(painted).toBe(3);
});
