import type { ReactNode } from "react";
import { toCsv } from "../../core/csv.ts";
import { download, svgToPng, svgToString } from "../../plot/exportFigure.ts";
import { report } from "../../state/trouble.ts";

interface SaveFigureProps {
  /** What assistive technology calls it: “F1 by layer”. */
  name: string;
  /** Of the files, without extension. */
  file: string;
  svg: () => string;
  png: () => Promise<Blob>;
  csv: () => readonly (readonly (string | number)[])[];
}

/** A figure as a picture or as its numbers. */
export function SaveFigure({ name, file, svg, png, csv }: SaveFigureProps) {
  async function save(extension: string, make: () => Blob | Promise<Blob>) {
    try {
      download(await make(), `${file.replaceAll(/[^\w.-]+/g, "-")}.${extension}`);
    } catch (error) {
      report(error);
    }
  }

  return (
    <div className="exports">
      <Save name={name} as="PNG" onClick={() => void save("png", png)}>
        PNG
      </Save>
      <Save
        name={name}
        as="SVG"
        onClick={() => void save("svg", () => new Blob([svg()], { type: "image/svg+xml" }))}
      >
        SVG
      </Save>
      <Save
        name={name}
        as="CSV"
        onClick={() => void save("csv", () => new Blob([toCsv(csv())], { type: "text/csv" }))}
      >
        CSV
      </Save>
    </div>
  );
}

interface SaveChartProps extends Pick<SaveFigureProps, "name" | "file" | "csv"> {
  /** Draws the chart at a size of its own, with a title. */
  draw: (width: number) => SVGSVGElement;
}

/** The same for a figure that is drawn as SVG. */
export function SaveChart({ draw, ...rest }: SaveChartProps) {
  return <SaveFigure {...rest} svg={() => svgToString(draw(720))} png={() => svgToPng(draw(720))} />;
}

interface SaveProps {
  name: string;
  as: string;
  onClick: () => void;
  children: ReactNode;
}

function Save({ name, as, onClick, children }: SaveProps) {
  return (
    <button type="button" className="button-quiet" aria-label={`Save ${name} as ${as}`} onClick={onClick}>
      {children}
    </button>
  );
}
