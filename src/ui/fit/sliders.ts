/** Places of a slider and the numbers they stand for. */
export const SCALE_SLIDER = {
  min: 0.25,
  max: 8,
  step: 0.25,
  place: (scale: number) => Math.min(8, Math.max(0.25, scale)),
  text: (place: number) => String(place),
};

/** 10, 20, 50, 100, … 4000: an equal step is an equal factor. */
const POINTS = [10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000];

export const GRID_SLIDER = {
  min: 0,
  max: POINTS.length - 1,
  step: 1,
  place: (points: number) => nearest(POINTS, points),
  text: (place: number) => String(POINTS[place] ?? 1000),
};

/** Exponents of ten. */
export const FLOOR_SLIDER = {
  min: -12,
  max: -2,
  step: 1,
  place: (floor: number) => Math.min(-2, Math.max(-12, Math.round(Math.log10(floor)))),
  text: (place: number) => `1e${place}`,
};

/** Beyond how many standard deviations. */
export const K_SLIDER = {
  min: 0.5,
  max: 6,
  step: 0.25,
  place: (k: number) => Math.min(6, Math.max(0.5, k)),
  text: (place: number) => String(place),
};

function nearest(numbers: readonly number[], wanted: number): number {
  const distances = numbers.map((one) => Math.abs(Math.log(one / wanted)));
  return distances.indexOf(Math.min(...distances));
}
