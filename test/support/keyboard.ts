import { expect, type Locator, type Page } from "@playwright/test";

/** Where the focus is, and whether a person sees that. */
interface Stop {
  /** “BUTTON Export PNG”, or “BODY” between the last and the first. */
  name: string;
  /** Some of it is on the screen, and nothing lies over that. */
  isSeen: boolean;
  /** Its outline or shadow; “none” where there is none. */
  ring: string;
  /** It is the very element that the last look found. */
  isSame: boolean;
}

declare global {
  interface Window {
    lastStop: Element | null | undefined;
  }
}

export function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const isSame = focused === window.lastStop;
    window.lastStop = focused;
    if (focused === null || focused === document.body)
      return { name: "BODY", isSeen: true, ring: "", isSame };
    // a radio button of a segmented control is drawn by what follows it
    const drawn = getComputedStyle(focused).opacity === "0" ? focused.nextElementSibling! : focused;
    const { left, top, right, bottom } = drawn.getBoundingClientRect();
    const [x0, x1] = [Math.max(0, left), Math.min(document.documentElement.clientWidth, right)];
    const [y0, y1] = [Math.max(0, top), Math.min(window.innerHeight, bottom)];
    const isOnTop = (x: number, y: number) => {
      const found = document.elementFromPoint(x, y);
      const figure = drawn.closest("svg");
      return found !== null && (figure ?? drawn).contains(found);
    };
    const shares = [0.1, 0.5, 0.9];
    const isSeen =
      x1 > x0 &&
      y1 > y0 &&
      shares.some((x) => shares.some((y) => isOnTop(x0 + x * (x1 - x0), y0 + y * (y1 - y0))));
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(drawn);
    const hasOutline = outlineStyle !== "none" && outlineWidth !== "0px" && !/, 0\)$/.test(outlineColor);
    const ring = hasOutline ? `${outlineWidth} ${outlineStyle} ${outlineColor}` : boxShadow;
    const words = focused.getAttribute("aria-label") ?? focused.textContent.trim().slice(0, 40);
    return { name: `${focused.tagName} ${words}`, isSeen, ring, isSame };
  });
}

/** What has the focus is on the screen, with a ring around it. */
export async function expectSeenFocus(page: Page): Promise<Stop> {
  const stop = await stopOf(page);
  expect(stop.isSeen, `${stop.name} has the focus and is seen`).toBe(true);
  expect(stop.ring, `ring around ${stop.name}`).not.toBe("none");
  return stop;
}

interface Way {
  /** With Shift. */
  back?: boolean;
  /** So many stops at most. */
  most?: number;
}

/** Presses Tab until something has the focus. Every stop on the way is seen, and none holds the focus fast. */
export async function tabTo(
  page: Page,
  target: Locator,
  { back = false, most = 90 }: Way = {},
): Promise<void> {
  const passed: string[] = [];
  await stopOf(page);
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const { name, isSame } = await expectSeenFocus(page);
    expect(isSame, `Tab leaves ${name}`).toBe(false);
    if (await target.evaluate((element) => element === document.activeElement)) return;
    passed.push(name);
  }
  throw new Error(`Tab never came to ${target}; it passed ${passed.join(", ")}`);
}

/** Presses Tab from the top of the page until the end of it is reached. Every stop's name. */
export async function tabThrough(page: Page, most = 200): Promise<string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
  });
  const passed: string[] = [];
  while (passed.length < most) {
    await page.keyboard.press("Tab");
    const { name, isSame } = await expectSeenFocus(page);
    if (name === "BODY") return passed;
    expect(isSame, `Tab leaves ${name}`).toBe(false);
    passed.push(name);
  }
  throw new Error(`no end after ${most} stops: ${passed.slice(-12).join(", ")}`);
}
