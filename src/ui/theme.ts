import { useSyncExternalStore } from "react";
import { darkTheme, lightTheme, type Theme } from "../plot/theme.ts";

const KEY = "tailscope-theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** What the person chose; undefined follows the system. */
let chosen = stored();

/** Puts the theme's colours into the page, as custom properties of the same names, now and whenever it changes. */
export function followTheme(): void {
  apply();
  system.addEventListener("change", changed);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current);
}

/** A theme for this visit, whatever was chosen before. */
export function showTheme(name: Theme["name"]): void {
  chosen = name;
  changed();
}

/** The other theme; the system's own is followed again once it is the same. */
export function toggleTheme(): void {
  const next = current().name === "dark" ? "light" : "dark";
  chosen = next === systemName() ? undefined : next;
  try {
    if (chosen === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  changed();
}

function current(): Theme {
  return (chosen ?? systemName()) === "dark" ? darkTheme : lightTheme;
}

function systemName(): Theme["name"] {
  return system.matches ? "dark" : "light";
}

function stored(): Theme["name"] | undefined {
  try {
    const name = localStorage.getItem(KEY);
    return name === "dark" || name === "light" ? name : undefined;
  } catch {
    return undefined;
  }
}

function apply(): void {
  const { name, ...colours } = current();
  const { style } = document.documentElement;
  style.colorScheme = name;
  for (const [key, colour] of Object.entries(colours)) style.setProperty(`--${key}`, colour);
}

function changed(): void {
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
