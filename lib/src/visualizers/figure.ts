/** What every visualizer returns: a Plotly figure with a sentence that says what it shows. */
export interface Figure {
  data: Trace[];
  layout: Layout;
  /** Animation steps, played by the buttons and slider in `layout`. */
  frames?: Frame[];
  /** One or two sentences for readers who cannot see the picture. */
  alt: string;
  /** The picture for where nothing in three dimensions can be drawn: in SVG. It shows the same from above. */
  still?: Figure;
  /** Numbers in its texts are names, such as '2.1' of an exercise, and have the same point in every language. */
  numbersAreNames?: true;
}

/** A Plotly trace: https://plotly.com/javascript/reference */
export type Trace = { type: string } & Record<string, unknown>;

/** A Plotly layout. Width and height are in pixels and always set, so that a figure has one shape everywhere. */
export type Layout = { width: number; height: number } & Record<string, unknown>;

/** A Plotly animation frame. */
export interface Frame {
  name: string;
  data: Record<string, unknown>[];
  traces?: number[];
  layout?: Record<string, unknown>;
}
