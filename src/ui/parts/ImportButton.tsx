import { type ReactNode, useRef } from "react";

interface ImportButtonProps {
  /** What assistive technology calls the files. */
  name: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** A button that asks for files and hands them on. */
export function ImportButton({ name, accept, multiple = false, onFiles, children }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={name}
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = ""; // the same again is a change again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
