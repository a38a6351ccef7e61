import { showView } from "./actions.ts";
import { formatHash, parseHash } from "./hash.ts";
import { DEFAULT_VIEW, type Screen, store, type View } from "./store.ts";

/** Browsers refuse an address that is written too often. */
const WRITE_AFTER_MS = 250;

/** Opens the view in the address, and keeps the address that of the view: a choice is a step back, typing is not. */
export function followAddress(): void {
  openAddress();
  let written = choices(shown(store.getState()));
  let timer: ReturnType<typeof setTimeout> | undefined;

  window.addEventListener("hashchange", () => {
    clearTimeout(timer);
    openAddress();
    written = choices(shown(store.getState()));
  });
  store.subscribe((screen, old) => {
    const [now, before] = [shown(screen), shown(old)];
    if (choices(now) === choices(before) && now.text === before.text && now.layer === before.layer) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const view = shown(store.getState());
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

/** What a link to this screen carries: on the Models tab, the model that is looked at. */
function shown(screen: Screen): View {
  return screen.tab === "models" ? { ...screen, model: screen.considered ?? screen.model } : screen;
}

function choices({ model, backend, mode, tab }: View): string {
  return [model, backend, mode, tab].join("|");
}
