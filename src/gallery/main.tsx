import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Report } from "../core/api.ts";
import { followTheme, showTheme } from "../ui/theme.ts";
import { Gallery } from "./Gallery.tsx";
import "../ui/styles/base.css";
import "../ui/styles/hint.css";
import "../ui/styles/controls.css";
import "../ui/styles/figure.css";
import "./gallery.css";

const wanted = new URLSearchParams(location.search).get("theme");
if (wanted === "dark" || wanted === "light") showTheme(wanted);
followTheme();

const response = await fetch("../models/mini-gpt2/report.json");
if (!response.ok) throw new Error(`report: HTTP ${response.status}`);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Gallery report={(await response.json()) as Report} />
  </StrictMode>,
);
