import { theEngine } from "./engine.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** A slider is dragged over many steps: only the one it rests on is asked for. */
const REST_MS = 250;

let resting: ReturnType<typeof setTimeout> | undefined;
/** Of the newest request. */
let asked = 0;

/** Shows on the Models tab what opening a model would take. Downloads nothing of its weights. */
export function consider(id: string): Promise<void> {
  store.setState({ tab: "models" });
  show(id);
  return ask(id);
}

/** The same, once the person has stopped choosing. */
export function considerSoon(id: string): void {
  show(id);
  resting = setTimeout(() => void ask(id), REST_MS);
}

/** Puts the plan away. */
export function dismissPlan(): void {
  asked++;
  clearTimeout(resting);
  store.setState({ considered: undefined, plan: undefined, planning: false });
}

/** Reads the plan on show again, because what it depends on has changed. */
export async function refreshPlan(): Promise<void> {
  const { considered } = store.getState();
  if (considered === undefined) return;
  show(considered);
  await ask(considered);
}

function show(id: string): void {
  asked++;
  clearTimeout(resting);
  store.setState(({ plan, trouble }) => ({
    considered: id,
    plan: plan !== undefined && repository(plan.id) === repository(id) ? plan : undefined,
    planning: true,
    trouble: trouble?.retry === "plan" ? undefined : trouble,
  }));
}

async function ask(id: string): Promise<void> {
  const mine = ++asked;
  try {
    const plan = await theEngine().plan(id, store.getState().half);
    if (mine === asked) store.setState({ plan, considered: plan.id, planning: false });
  } catch (error) {
    if (mine !== asked) return;
    store.setState({ plan: undefined, planning: false });
    report(error, "plan");
  }
}

/** A model's name without its revision. */
function repository(id: string): string {
  return id.split("@", 1)[0]!;
}
