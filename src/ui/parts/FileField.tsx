import type { ReactNode } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { size } from "../words.ts";
import { ImportButton } from "./ImportButton.tsx";

interface FileFieldProps {
  /** What assistive technology calls it. */
  name: string;
  accept: string;
  file: File | undefined;
  onFile: (file: File) => void;
  children?: ReactNode;
}

/** A button that asks for a file, and the one that was chosen. */
export function FileField({ name, accept, file, onFile, children }: FileFieldProps) {
  const t = useTexts().common;
  return (
    <div className="file-field">
      <ImportButton name={name} accept={accept} onFiles={([chosen]) => chosen && onFile(chosen)}>
        {t.choose(name)}
      </ImportButton>
      <span className={file ? "number" : "note"}>
        {file ? `${file.name}, ${size(file.size)}` : t.noneYet}
      </span>
      {children && <p className="note">{children}</p>}
    </div>
  );
}
