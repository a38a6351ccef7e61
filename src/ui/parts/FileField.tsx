import type { ReactNode } from "react";
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
  return (
    <div className="file-field">
      <ImportButton name={name} accept={accept} onFiles={([chosen]) => chosen && onFile(chosen)}>
        Choose the {name.toLowerCase()}
      </ImportButton>
      <span className={file ? "number" : "note"}>
        {file ? `${file.name}, ${size(file.size)}` : "none yet"}
      </span>
      {children && <p className="note">{children}</p>}
    </div>
  );
}
