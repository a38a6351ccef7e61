import { median } from "d3-array";
import type { LayerSketch } from "../core/api.ts";
import { peakOf, visibleExtent } from "./densityDomain.ts";
import { roundOutward, type SymlogScale, symlogScale } from "./symlog.ts";

export type Sketches = readonly (LayerSketch | undefined)[];

/** Where the ridges of a stack stand, CSS pixels. */
export interface StackLayout {
  left: number;
  right: number;
  /** Of the first layer, and from one to the next. */
  firstBase: number;
  pitch: number;
  /** How high a ridge rises over its baseline. */
  rise: number;
  /** Of the axis. */
  bottom: number;
}

export const HEAD = 24;
export const AXIS = 40;
const LEFT = 40;
const RIGHT = 46;
/** Narrower stacks have narrower margins. */
const NARROW = 280;

/** How far a ridge reaches over the rows above it: not at all for few layers, over two of them for many. */
function overlap(n: number): number {
  return n <= 6 ? 1 : n <= 14 ? 1.7 : n <= 26 ? 2.4 : 3;
}

/** Of a band, how much lies over the baseline: all but a little where ridges stand apart. */
function over({ pitch, rise }: Pick<StackLayout, "pitch" | "rise">): number {
  return rise > pitch * 1.1 ? 0.72 : 0.94;
}

/** A height at which `n` layers read well. */
export function stackHeight(n: number): number {
  const pitch = n <= 6 ? 62 : n <= 14 ? 36 : n <= 26 ? 20 : 14;
  return Math.round(HEAD + AXIS + (Math.max(1, n) - 1 + overlap(n)) * pitch);
}

export function stackLayout(n: number, width: number, height: number): StackLayout {
  const share = overlap(n);
  const bottom = height - AXIS;
  const pitch = (bottom - HEAD - 4) / (Math.max(1, n) - 1 + share);
  const rise = pitch * share;
  const narrow = width < NARROW;
  const [left, right] = narrow ? [30, width - 32] : [LEFT, width - RIGHT];
  return { left, right, firstBase: HEAD + rise, pitch, rise, bottom };
}

/** The stretch of y in which a layer is chosen: bands meet, so that a drag goes from layer to layer. */
export function bandOf(layout: StackLayout, layer: number): { top: number; height: number } {
  const { firstBase, pitch } = layout;
  return { top: firstBase + (layer - over(layout)) * pitch, height: pitch };
}

/** The layer whose band is nearest. */
export function layerAt(layout: StackLayout, y: number, n: number): number {
  const { firstBase, pitch } = layout;
  return Math.max(0, Math.min(n - 1, Math.floor((y - firstBase) / pitch + over(layout))));
}

/** Part of the peak at which the bulk of a density ends. */
const BULK = 0.1;

/** One scale for all layers: linear over about the bulk of the middle layer, logarithmic beyond, rounded outward. */
export function stackScale(
  stacks: readonly Sketches[],
  range: readonly [number, number],
): { x: SymlogScale; linear: number } {
  const there = stacks.flat().filter((sketch) => sketch !== undefined);
  const least = Math.min(0, ...there.map(({ sentence }) => sentence.min));
  const greatest = Math.max(0, ...there.map(({ sentence }) => sentence.max));
  const halves = there.map(({ sentence }) => {
    const [from, to] = visibleExtent(sentence, peakOf(sentence) * BULK);
    return (to - from) / 2;
  });
  const linear = roundOutward((median(halves) ?? 1) / 2) || 1;
  const domain: [number, number] = [roundOutward(least) || -linear, roundOutward(greatest) || linear];
  return { x: symlogScale(domain, range, linear), linear };
}
