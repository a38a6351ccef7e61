import { useEffect, useState } from "react";
import { takeDropped } from "../state/drops.ts";
import type { Tab } from "../state/store.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** What a tab takes; those not named take models. */
const TAKES: Partial<Record<Tab, "data" | "reports">> = { fit: "data", compare: "reports" };

/** The whole page takes files; text that is dropped goes where it always went. */
export function DropTarget() {
  const t = useTexts().common.drop;
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

  return over ? <p className="drop-veil">{t[TAKES[tab] ?? "model"]}</p> : null;
}
