import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { mountFigure } from "../../plot/mountFigure.ts";

interface FigureProps {
  label: string;
  /** Draws the figure for a width, CSS pixels. Memoized: a new function is a new drawing. */
  draw: (width: number) => Element;
  className?: string;
  children?: ReactNode;
}

/** A figure that fits its place. */
export function Figure({ label, draw, className, children }: FigureProps) {
  return (
    <figure aria-label={label} className={className}>
      <Plot draw={draw} />
      {children && <figcaption>{children}</figcaption>}
    </figure>
  );
}

/** The drawing alone, where several stand in one figure. */
export function Plot({ draw }: Pick<FigureProps, "draw">) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const element = host.current!;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (width > 0) mountFigure(host.current!, draw(width));
  }, [draw, width]);

  return <div ref={host} className="plot" />;
}
