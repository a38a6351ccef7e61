import { expect, it } from "vitest";
import { isLit, lightUp } from "../../src/plot/lightUp.ts";

const mark = (attributes: Record<string, string>) => (name: string) => attributes[name] ?? null;

it("lights what agrees with what is pointed at, and nothing that contradicts it", () => {
  const row = mark({ "data-layer": "3" });
  const cell = mark({ "data-layer": "3", "data-class": "7" });
  expect(isLit(row, { layer: 3 })).toBe(true);
  expect(isLit(row, { layer: 4 })).toBe(false);
  expect(isLit(row, { layer: 3, dimension: 138 })).toBe(true);
  expect(isLit(cell, { layer: 3 })).toBe(true);
  expect(isLit(cell, { layer: 3, classIndex: 8 })).toBe(false);
  expect(isLit(row, { classIndex: 7 })).toBe(false);
  expect(isLit(row, {})).toBe(false);
  expect(isLit(mark({ "data-class": "0" }), { classIndex: 0, layer: undefined })).toBe(true);
});

/** As much of an element as lightUp touches. */
class Mark extends EventTarget {
  readonly children: Mark[] = [];
  readonly attributes = new Map<string, string>();
  constructor(attributes: Record<string, string>, ...children: Mark[]) {
    super();
    for (const [name, value] of Object.entries(attributes)) this.attributes.set(name, value);
    this.children.push(...children);
  }
  getAttribute = (name: string) => this.attributes.get(name) ?? null;
  hasAttribute = (name: string) => this.attributes.has(name);
  setAttribute = (name: string, value: string) => void this.attributes.set(name, value);
  removeAttribute = (name: string) => void this.attributes.delete(name);
  querySelectorAll(selector: string): Mark[] {
    const names = selector.split(",").map((part) => part.slice(1, -1));
    return this.children.flatMap((child) => [
      ...(names.some((name) => child.attributes.has(name)) ? [child] : []),
      ...child.querySelectorAll(selector),
    ]);
  }
}

it("marks, unmarks, shows what glows, and tells canvases", () => {
  const glow = new Mark({ "data-glow": "", visibility: "hidden" });
  const layer = new Mark({ "data-layer": "2" }, glow);
  const canvas = new Mark({ "data-lights": "" });
  const told: unknown[] = [];
  canvas.addEventListener("lightup", (event) => told.push((event as CustomEvent).detail));
  const root = new Mark({}, new Mark({}, layer), canvas) as unknown as Element;
  lightUp(root, { layer: 2 });
  expect([layer.getAttribute("data-lit"), glow.getAttribute("visibility")]).toEqual(["true", "visible"]);
  lightUp(root, { layer: 1 });
  expect([layer.getAttribute("data-lit"), glow.getAttribute("visibility")]).toEqual([null, "hidden"]);
  expect(told).toEqual([{ layer: 2 }, { layer: 1 }]);
});
