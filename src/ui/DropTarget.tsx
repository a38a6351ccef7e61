import { useEffect, useState } from "react";
import { takeDrop } from "../state/disk.ts";

/** The whole page takes files; text that is dropped goes where it always went. */
export function DropTarget() {
  const [over, setOver] = useState(false);

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
      void takeDrop(event.dataTransfer!);
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

  return over ? <p className="drop-veil">Drop a model’s folder, its files, an .onnx or an .atlas</p> : null;
}
