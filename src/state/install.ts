import { FILES_USED } from "../../workers/filesUsed.ts";
import type { ToServiceWorker } from "../../workers/serviceWorker/messages.ts";
import { store } from "./store.ts";

/** How long the first visit waits to be isolated, ms. Later the model would be on its way already. */
const PATIENCE = 4000;
const TRIED = "tailscope-isolating";

let reloading = false;

/**
 * Registers the service worker, which keeps the page for days without a network. Resolves when the engine may start: where the
 * host sends no headers of isolation that is after the page was loaded once more, through the service worker, which adds them.
 */
export async function install(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    const controlled = navigator.serviceWorker.controller !== null;
    const touched = noteTouch();
    if (!controlled) tellWhatWasFetched(); // before anything is waited for: what the engine has told by then is not told again
    const registration = await navigator.serviceWorker.register("./sw.js", { updateViaCache: "none" });
    followVersions(registration, controlled);
    await isolate(touched);
  } catch (error) {
    console.info(`This page will not open without a network: ${(error as Error).message}`);
  }
}

/** The new version takes the place of this one. */
export async function takeNewVersion(): Promise<void> {
  const { waiting } = (await navigator.serviceWorker.getRegistration()) ?? {};
  reloading = true;
  if (waiting) post(waiting, { kind: "takeOver" });
  else location.reload(); // another tab was first
}

function followVersions(registration: ServiceWorkerRegistration, controlled: boolean): void {
  const announce = () => store.setState({ newVersion: true });
  if (registration.waiting) announce();
  registration.addEventListener("updatefound", () => {
    const { installing, active } = registration;
    if (active === null) return; // the first of all
    installing?.addEventListener("statechange", () => installing.state === "installed" && announce());
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (reloading) location.reload();
    else if (controlled) announce();
    controlled = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {}); // without a network
  });
}

/** On the first visit the engine may be faster than the service worker, which then has not seen what was fetched. */
function tellWhatWasFetched(): void {
  const tell = async (addresses: string[]) => {
    const { active } = await navigator.serviceWorker.ready;
    if (active) post(active, { kind: "used", addresses });
  };
  new BroadcastChannel(FILES_USED).onmessage = ({ data }) => void tell(data as string[]);
  new PerformanceObserver((list) => void tell(list.getEntries().map(({ name }) => name))).observe({
    type: "resource",
    buffered: true,
  });
}

/** Loads the page once more, if that gives WASM its threads and takes nothing from anybody. */
async function isolate(touched: () => boolean): Promise<void> {
  if (crossOriginIsolated) {
    sessionStorage.removeItem(TRIED);
    return;
  }
  if (typeof SharedArrayBuffer !== "undefined" || sessionStorage.getItem(TRIED) !== null) return;
  const ready = navigator.serviceWorker.ready.then(() => true);
  const inTime = await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (inTime !== true || touched()) return;
  sessionStorage.setItem(TRIED, "yes"); // once: a browser that is not isolated now never will be
  location.reload();
  await new Promise(() => {});
}

/** Whether a key was hit or anything typed since. */
function noteTouch(): () => boolean {
  let touched = false;
  for (const type of ["keydown", "input", "drop"]) {
    addEventListener(
      type,
      () => {
        touched = true;
      },
      { capture: true, once: true },
    );
  }
  return () => touched;
}

const post = (to: ServiceWorker, message: ToServiceWorker) => to.postMessage(message);
