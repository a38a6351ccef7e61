import { showView } from "./actions.ts";
import { formatHash, parseHash } from "./hash.ts";
import { rememberedLanguage } from "./language.ts";
import { isStep } from "./steps.ts";
import { DEFAULT_VIEW, type Screen, store, type View } from "./store.ts";
import { viewOf } from "./viewChoices.ts";

/** Browsers refuse an address that is written too often. */
const WRITE_AFTER_MS = 250;

/** Opens the view in the address, and keeps the address that of the view: a choice is a step back, typing is not. */
export function followAddress(): void {
  openAddress();
  let written = shown(store.getState());
  let at = location.hash;
  let timer: ReturnType<typeof setTimeout> | undefined;

  window.addEventListener("hashchange", () => {
    clearTimeout(timer);
    at = location.hash;
    openAddress();
    written = shown(store.getState());
  });
  store.subscribe((screen, old) => {
    const [now, before] = [shown(screen), shown(old)];
    if (screen.adjusted !== old.adjusted) {
      // nobody chose it: a step back from there would come here again
      written = { ...written, token: now.token, pinnedClasses: now.pinnedClasses };
    }
    if (!isOther(now, before)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.hash !== at) return; // a step back or forward that is told of next: its entry is not this view's
      const view = shown(store.getState());
      const hash = formatHash(view);
      const step = isStep(written, view);
      written = view;
      if (hash !== at) history[step ? "pushState" : "replaceState"](null, "", hash);
      at = location.hash;
    }, WRITE_AFTER_MS);
  });
}

/** What was said of the address before. */
let said: string | undefined;

function openAddress(): void {
  const { hash } = location;
  const parsed = parseHash(hash);
  if (said !== undefined && store.getState().notice === said) store.setState({ notice: undefined });
  const view = "view" in parsed ? parsed.view : DEFAULT_VIEW;
  const isSaid = /[#&]lang=/.test(hash);
  showView(isSaid ? view : { ...view, language: rememberedLanguage() ?? view.language });
  if ("problem" in parsed) {
    said = `The address of this view can't be read (${parsed.problem}); the default view is open.`;
    store.setState({ notice: said });
  }
}

/** What a link to this screen carries: on the Models tab, the model that is looked at. */
function shown(screen: Screen): View {
  const view = viewOf(screen);
  return screen.tab === "models" ? { ...view, model: screen.considered ?? screen.model } : view;
}

/** Most changes of the screen change nothing of the view: they are told by identity, nothing is written out. */
function isOther(now: View, before: View): boolean {
  const keys = Object.keys(DEFAULT_VIEW) as (keyof View)[];
  return keys.some((key) => now[key] !== before[key]);
}
