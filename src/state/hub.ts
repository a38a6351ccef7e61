import type { HubSettings } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { refreshPlan } from "./plan.ts";
import { DEFAULT_ENDPOINT, store } from "./store.ts";
import { report } from "./trouble.ts";

const KEY = "tailscope-hub";

/** Tells the worker where models come from, as it was set last time; the token never outlives the page. */
export async function startHub(): Promise<void> {
  const hub = { ...store.getState().hub, ...stored() };
  store.setState({ hub });
  await send(hub);
}

/** Other settings, from now on; the plan on show is read again. Those that the worker refuses change nothing. */
export async function setHub(hub: HubSettings): Promise<void> {
  const next = normal(hub);
  if (JSON.stringify(next) === JSON.stringify(normal(store.getState().hub))) return;
  if (!(await send(next))) return;
  store.setState({ hub: next });
  keep(next);
  await refreshPlan();
}

async function send(hub: HubSettings): Promise<boolean> {
  try {
    await theEngine().setHub(hub);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** Without a slash at the address's end, and without a bound that is none. */
function normal({ endpoint, token, storeF16, memoryBudget = 0 }: HubSettings): HubSettings {
  const address = endpoint.trim().replace(/\/+$/, "") || DEFAULT_ENDPOINT;
  return { endpoint: address, token, storeF16, ...(memoryBudget > 0 && { memoryBudget }) };
}

function keep({ token: _, ...rest }: HubSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(rest));
  } catch {
    // Without storage the settings last as long as the page.
  }
}

function stored(): Partial<HubSettings> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const { endpoint, storeF16, memoryBudget } = found as Record<string, unknown>;
    return {
      ...(typeof endpoint === "string" && { endpoint }),
      ...(typeof storeF16 === "boolean" && { storeF16 }),
      ...(typeof memoryBudget === "number" && { memoryBudget }),
    };
  } catch {
    return {};
  }
}
