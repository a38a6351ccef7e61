import { useState } from "react";

interface DeleteButtonProps {
  /** What is deleted, for assistive technology. */
  name: string;
  /** Asked before it is done. */
  question: string;
  onDelete: () => void;
}

/** Deletes something, asked once and in its place. */
export function DeleteButton({ name, question, onDelete }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button
        type="button"
        className="button-quiet"
        aria-label={`Delete ${name}`}
        onClick={() => setAsking(true)}
      >
        Delete
      </button>
    );
  }
  return (
    <>
      <span className="note">{question}</span>
      <button type="button" className="button" ref={(button) => button?.focus()} onClick={onDelete}>
        Yes, delete
      </button>
      <button type="button" className="button-quiet" onClick={() => setAsking(false)}>
        Keep
      </button>
    </>
  );
}
