/** One drawing and its numbers, as a person takes them away. */
export interface FigureExport {
  /** What assistive technology calls it: “F1 by layer”. */
  name: string;
  /** Of the files, without extension; made safe where it is used. */
  file: string;
  /** The figure of its view: its buttons are “Export PNG”, “Export SVG”…; all others' are “Save F1 by layer as PNG”. */
  primary?: boolean;
  /**
   * Draws it at a size of its own, with a title, everything labelled: an SVG element or a whole SVG document. PNG, SVG and
   * the clipboard come from this one drawing; fonts and caption are put in where it is saved.
   */
  draw: () => SVGSVGElement | string;
  /** Its numbers, unrounded: a row of column names, then the rows. Also the table shown under the figure. */
  table: () => readonly (readonly (string | number)[])[];
  /** What it is of: model, revision, data and its hash, n, mode; a line each. The version is added where it is saved. */
  caption: () => readonly string[];
}
