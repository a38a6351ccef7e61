import { showView } from "./actions.ts";
import { formatHash, parseHash } from "./hash.ts";
import { DEFAULT_VIEW, store, type View } from "./store.ts";

/** Browsers refuse an address that is written too often. */
const WRITE_AFTER_MS = 250;

/** Opens the view in the address, and keeps the address that of the view: a choice is a step back, typing is not. */
export function followAddress(): void {
  openAddress();
  let written = choices(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;

  window.addEventListener("hashchange", () => {
    clearTimeout(timer);
    openAddress();
    written = choices(store.getState());
  });
  store.subscribe((now, before) => {
    if (choices(now) === choices(before) && now.text === before.text && now.layer === before.layer) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const view = store.getState();
      const hash = formatHash(view);
      if (hash === location.hash) return;
      const isStep = choices(view) !== written && !written.startsWith("undefined");
      written = choices(view);
      history[isStep ? "pushState" : "replaceState"](null, "", hash);
    }, WRITE_AFTER_MS);
  });
}

function openAddress(): void {
  const parsed = parseHash(location.hash);
  showView("view" in parsed ? parsed.view : DEFAULT_VIEW);
  if ("problem" in parsed) {
    const notice = `The address of this view can't be read (${parsed.problem}); the default view is open.`;
    store.setState({ notice });
  }
}

function choices({ model, backend, mode, tab }: View): string {
  return [model, backend, mode, tab].join("|");
}
