import { beforeEach, expect, test } from "vitest";
import type { LayerSketch } from "../../src/core/api.ts";
import { store } from "../../src/state/store.ts";
import { endTour, goToStep, startTour, TOUR_STEPS } from "../../src/state/tour.ts";

const sketch = (layer: number, tailCount: number) => ({ layer, tailCount }) as LayerSketch;
const initial = store.getState();

beforeEach(() => {
  store.setState({ ...initial, tab: "evaluate", layer: 3, mode: "tails", text: "A cat sat.", zoom: [0, 1] });
  store.setState({ sketches: [sketch(0, 2), sketch(1, 9), undefined, sketch(3, 4)] });
});

const shown = () => {
  const { tab, layer, mode, text, zoom, tourStep } = store.getState();
  return { tab, layer, mode, text, zoom, tourStep };
};
const asBefore = {
  tab: "evaluate",
  layer: 3,
  mode: "tails",
  text: "A cat sat.",
  zoom: [0, 1],
  tourStep: undefined,
};

test("it begins on Explore with all values of the sentence that is there", () => {
  startTour();
  expect(shown()).toEqual({ ...asBefore, tab: "explore", mode: "full", zoom: undefined, tourStep: 0 });
});

test("the step on tails goes to the layer with most of them, the last throws the rest away", () => {
  startTour();
  goToStep(2);
  expect(shown()).toMatchObject({ layer: 1, mode: "full" });
  goToStep(TOUR_STEPS - 1);
  expect(shown()).toMatchObject({ layer: 1, mode: "tails" });
  goToStep(TOUR_STEPS - 2);
  expect(shown()).toMatchObject({ mode: "full" });
});

test("everything is put back at the end, wherever that is", () => {
  for (const last of [0, 2, 4]) {
    startTour();
    for (let step = 1; step <= last; step++) goToStep(step);
    endTour();
    expect(shown()).toEqual(asBefore);
  }
});

test("what the person changed meanwhile is left as it is", () => {
  startTour();
  goToStep(2);
  store.setState({ layer: 0, text: "Another sentence." });
  goToStep(4);
  endTour();
  expect(shown()).toEqual({ ...asBefore, layer: 0, text: "Another sentence." });
});

test("without a sentence it takes one, and takes it away again", () => {
  store.setState({ text: " " });
  startTour();
  expect(store.getState().text.length).toBeGreaterThan(20);
  endTour();
  expect(store.getState().text).toBe(" ");
});
