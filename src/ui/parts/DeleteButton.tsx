import { useState } from "react";
import { useTexts } from "../texts/useTexts.ts";

interface DeleteButtonProps {
  /** What is deleted, for assistive technology. */
  name: string;
  /** Asked before it is done. */
  question: string;
  onDelete: () => void;
}

/** Deletes something, asked once and in its place. */
export function DeleteButton({ name, question, onDelete }: DeleteButtonProps) {
  const t = useTexts().common;
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button
        type="button"
        className="button-quiet"
        aria-label={t.removeOf(name)}
        onClick={() => setAsking(true)}
      >
        {t.remove}
      </button>
    );
  }
  return (
    <>
      <span className="note">{question}</span>
      <button type="button" className="button" ref={(button) => button?.focus()} onClick={onDelete}>
        {t.removeNow}
      </button>
      <button type="button" className="button-quiet" onClick={() => setAsking(false)}>
        {t.keep}
      </button>
    </>
  );
}
