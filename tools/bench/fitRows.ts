import type { Browser } from "playwright";
import { fitOnNode } from "./fitOnNode.ts";
import { medianRatio, spreadOf } from "./measure.ts";
import type { Row } from "./table.ts";
import { type FitTimes, shareBeside } from "./timeFit.ts";

/** What the embedded data's training part has of each class, for some of its 120 classes. */
const SIZE = { nClasses: 12, perClass: 48, times: 1 };
const ROUNDS = 2;
const SHARE_TARGET = 0.15;
const SPEED_TARGET = 3;

interface PageTimes extends FitTimes {
  threads: number;
}

/** A mini model's fit on the command line and in a worker of the bench's own page, in turns; `model` is a folder below `site`. */
export async function fitRows(browser: Browser, site: string, folder: string, model: string): Promise<Row[]> {
  const node: FitTimes[] = [];
  const page: PageTimes[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    node.push(await fitOnNode({ model: folder, ...SIZE }));
    page.push(await fitInPage(browser, site, model));
  }
  const ratio = medianRatio(wallsOf(page), wallsOf(node));
  return [
    shareRow("on the command line", node),
    shareRow(`in the page, WASM, ${page[0]!.threads} threads`, page),
    {
      what: "The same fit on the command line against the page",
      measured: spreadOf(wallsOf(node)),
      baseline: { name: "the page", ...spreadOf(wallsOf(page)) },
      ratio: 1 / ratio,
      target: `${SPEED_TARGET} × as fast`,
      met: ratio >= SPEED_TARGET,
      note: `${ratio.toFixed(1)} × as fast`,
    },
  ];
}

const wallsOf = (fits: readonly FitTimes[]) => fits.map(({ wall }) => wall);

function shareRow(where: string, fits: readonly FitTimes[]): Row {
  const share = spreadOf(fits.map(shareBeside)).median;
  const forward = fits.map((fit) => fit.forward);
  return {
    what: `Fit of ${SIZE.nClasses} classes × ${SIZE.perClass} embedded sentences on a mini model, ${where}`,
    measured: spreadOf(wallsOf(fits)),
    baseline: { name: "the forward pass in the same fits", ...spreadOf(forward) },
    ratio: medianRatio(wallsOf(fits), forward),
    target: `everything else ≤ ${100 * SHARE_TARGET} % of the wall`,
    met: share <= SHARE_TARGET,
    note: `everything else is ${(100 * share).toFixed(1)} %; from the open model to the atlas's bytes`,
  };
}

async function fitInPage(browser: Browser, site: string, model: string): Promise<PageTimes> {
  const page = await browser.newPage();
  try {
    const query = new URLSearchParams({
      model,
      nClasses: String(SIZE.nClasses),
      perClass: String(SIZE.perClass),
    });
    await page.goto(`${site}tools/bench/web/fit.html?${query}`);
    const text = await page.locator("#result:not(:empty)").textContent({ timeout: 300_000 });
    const told = JSON.parse(text!) as PageTimes | { error: string };
    if ("error" in told) throw new Error(told.error);
    return told;
  } finally {
    await page.close();
  }
}
