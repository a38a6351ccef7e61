import type { Page } from "playwright";
import type { Row } from "../table.ts";
import { framesRow } from "./frames.ts";

const ROUNDS = 5;
const MOVES = 120;
/** How often the pointer crosses the slider in one drag. */
const CROSSINGS = 4;
const INTERVAL = 1000 / 60;
const SWITCHES = 4;
/** A morph, and a little rest after it. */
const BETWEEN_SWITCHES = 600;

/** What moves under the hand: the layer slider, the switch. */
export async function movingRows(page: Page): Promise<Row[]> {
  const drag = await framesRow(page, "Frames while the layer slider is dragged", ROUNDS, () =>
    dragLayer(page),
  );
  const toggle = page.getByRole("switch", { name: "Tails only" });
  const morph = await framesRow(page, "Frames while Tails only is switched to and fro", ROUNDS, async () => {
    for (let i = 0; i < SWITCHES; i++) {
      await toggle.click();
      await page.waitForTimeout(BETWEEN_SWITCHES);
    }
  });
  return [drag, morph];
}

/** The mouse, moved 60 times a second over the whole width and back. */
async function dragLayer(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.getByRole("slider", { name: "Layer" }).boundingBox())!;
  const moveTo = (share: number) => page.mouse.move(x + 2 + share * (width - 4), y + height / 2);
  await moveTo(0);
  await page.mouse.down();
  const start = performance.now();
  for (let i = 1; i <= MOVES; i++) {
    const way = (i / MOVES) * CROSSINGS;
    const early = start + i * INTERVAL - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    await moveTo(Math.floor(way) % 2 === 0 ? way % 1 : 1 - (way % 1));
  }
  await page.mouse.up();
}
