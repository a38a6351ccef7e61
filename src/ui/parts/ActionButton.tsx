import type { ButtonHTMLAttributes } from "react";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type" | "disabled" | "aria-disabled"> & {
  /** False: it stands there and can be reached, but does nothing. */
  ready: boolean;
};

/** A button that keeps the focus while it can't be pressed: a disabled one would throw whoever pressed it back to the page's start. */
export function ActionButton({ ready, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-disabled={!ready}
      onClick={(event) => {
        if (ready) onClick?.(event);
      }}
      {...rest}
    />
  );
}
