import { useEffect, useState } from "react";
import { takeDropped } from "../state/drops.ts";
import type { Tab } from "../state/store.ts";
import { useScreen } from "./useScreen.ts";

const MODEL = "Drop a model’s folder, its files, an .onnx or an .atlas";
const WORDS: Record<Tab, string> = {
  explore: MODEL,
  evaluate: MODEL,
  models: MODEL,
  fit: "Drop sentences (JSON, JSONL, CSV, TSV) or an .atlas",
  compare: "Drop report.json files",
};

/** The whole page takes files; text that is dropped goes where it always went. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const tab = useScreen((screen) => screen.tab);

  useEffect(() => {
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!isFiles(event)) return;
      event.preventDefault();
      void takeDropped(event.dataTransfer!);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  return over ? <p className="drop-veil">{WORDS[tab]}</p> : null;
}
