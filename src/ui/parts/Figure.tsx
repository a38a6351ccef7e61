import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { FigureExport } from "../../plot/figureExport.ts";
import { mountFigure } from "../../plot/mountFigure.ts";
import { FigureTools } from "./FigureTools.tsx";
import { useFontsReady } from "./useFontsReady.ts";

interface FigureProps {
  label: string;
  /** Draws the figure for a width, CSS pixels. Memoized: a new function is a new drawing. */
  draw: (width: number) => Element;
  className?: string;
  children?: ReactNode;
  /** How it is saved, and the numbers of the table under it. */
  save?: FigureExport;
}

/** A figure that fits its place. */
export function Figure({ label, draw, className, children, save }: FigureProps) {
  return (
    <figure aria-label={label} className={className}>
      <Plot draw={draw} />
      {children && <figcaption>{children}</figcaption>}
      {save && <FigureTools save={save} />}
    </figure>
  );
}

/** The drawing alone, where several stand in one figure. */
export function Plot({ draw }: Pick<FigureProps, "draw">) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const fonts = useFontsReady();

  useLayoutEffect(() => {
    const element = host.current!;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a canvas is drawn anew once its font is there
  useLayoutEffect(() => {
    if (width > 0) mountFigure(host.current!, draw(width));
  }, [draw, width, fonts]);

  return <div ref={host} className="plot" />;
}
