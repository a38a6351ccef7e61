/** Colours of every figure. Text colours reach 4.5:1 on `background` (WCAG AA), lines 3:1. */
export interface Theme {
  name: "light" | "dark";
  background: string;
  text: string;
  muted: string;
  grid: string;
  /** What is selected or pointed at. */
  accent: string;
  /** Ground of what is selected. */
  selected: string;
  /** The typed sentence. */
  sentence: string;
  /** The class it is guessed to be of. */
  predicted: string;
  /** All training sentences together: a soft fill. */
  pooled: string;
  /** Lines, marks and words about the tails. */
  tail: string;
  /** Ground of the tails, under the hatching. */
  tailSoft: string;
  /** What is thrown away. */
  faded: string;
  /** Differences: below zero, above zero. */
  negative: string;
  positive: string;
  /** A second sentence, kept to compare with. */
  pinned: string;
  /** Classes drawn besides the predicted one: hues that differ to every eye, told apart by dashes as well. */
  classA: string;
  classB: string;
  classC: string;
  classD: string;
}

/** Its figures are all of one width, as columns of numbers need. What it lacks (arrows, superscripts) is the system's. */
export const FONT =
  '"IBM Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const lightTheme: Theme = {
  name: "light",
  background: "#ffffff",
  text: "#1c2128",
  muted: "#57606a",
  grid: "#e6e9ed",
  accent: "#0b63b5",
  selected: "#eaf3fc",
  sentence: "#1c2128",
  predicted: "#1168bd",
  pooled: "#d5dbe2",
  tail: "#b34700",
  tailSoft: "#fdf0e4",
  faded: "#b4bbc3",
  negative: "#1168bd",
  positive: "#b34700",
  pinned: "#8a3ffc",
  classA: "#22734b",
  classB: "#6b1a5c",
  classC: "#6a5400",
  classD: "#81858c",
};

export const darkTheme: Theme = {
  name: "dark",
  background: "#12161b",
  text: "#e8ecf0",
  muted: "#9aa5b1",
  grid: "#262d35",
  accent: "#6cb6ff",
  selected: "#18283a",
  sentence: "#f3f6f9",
  predicted: "#5fa8f5",
  pooled: "#35404b",
  tail: "#ff9d4d",
  tailSoft: "#2c2118",
  faded: "#4d5761",
  negative: "#5fa8f5",
  positive: "#ff9d4d",
  pinned: "#be95ff",
  classA: "#2ee59d",
  classB: "#e04fc0",
  classC: "#a39c3a",
  classD: "#bccbe8",
};
