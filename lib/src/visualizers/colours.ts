import type { Layout } from './figure';

/**
 * The colours of the course: the same meaning has the same colour everywhere.
 * Hues are Okabe and Ito's palette, told apart by colour-blind readers (https://jfly.uni-koeln.de/color/).
 */
export const colours = {
  /** what goes in: input image, training curve, function */
  input: '#0072B2',
  /** what comes out: feature map, validation curve, derivative */
  output: '#D55E00',
  /** kernel, window, weights */
  kernel: '#E69F00',
  /** right answer, gain */
  good: '#009E73',
  /** wrong answer, loss, saturation */
  bad: '#CC79A7',
  /** helper lines */
  sky: '#56B4E9',
  yellow: '#F0E442',
  /** text and axes: at least 4:1 on JupyterLab's light and dark backgrounds alike */
  ink: '#767676',
  /** grid lines, visible and quiet on both backgrounds */
  grid: 'rgba(128,128,128,0.25)',
} as const;

/** For series without a meaning of their own, in this order. */
export const series: readonly string[] = [
  colours.input,
  colours.output,
  colours.good,
  colours.bad,
  colours.kernel,
  colours.sky,
];

/** Signed values (weights, gradients): blue is negative, grey zero, orange positive. */
export const signedScale: readonly (readonly [number, string])[] = [
  [0, '#0072B2'],
  [0.5, '#F2F2F2'],
  [1, '#D55E00'],
];

/** Unsigned values (activations): Plotly's colour-blind safe Cividis. */
export const valueScale = 'Cividis';

/** The part of the layout that all figures share: transparent ground, so that light and dark pages both work. */
export function baseLayout(title: string, width: number, height: number): Layout {
  return {
    title: { text: title, font: { size: 15 }, x: 0.5, xanchor: 'center' },
    width,
    height,
    font: { color: colours.ink, family: 'system-ui, "DejaVu Sans", sans-serif', size: 12 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 50, r: 20, t: 50, b: 45 },
  };
}

/** Entries of a legend side by side, below the figure. */
export const legendBelow = {
  orientation: 'h',
  x: 0.5,
  xanchor: 'center',
  y: 0.01,
  yref: 'container',
  yanchor: 'bottom',
} as const;

/** A line of text centred over a panel, places as shares of the plot. */
export function panelCaption(text: string, x: number, top: number): Record<string, unknown> {
  return {
    text,
    xref: 'paper',
    yref: 'paper',
    x,
    y: top,
    yanchor: 'bottom',
    xanchor: 'center',
    showarrow: false,
    font: { size: 11, color: colours.ink },
  };
}

/** Axes with quiet lines, that cannot be dragged by accident while a page is scrolled. */
export const baseAxis = {
  gridcolor: colours.grid,
  zerolinecolor: colours.grid,
  linecolor: colours.ink,
  fixedrange: true,
} as const;

/** A title that stays at the upper edge, `pad` pixels below it, where a legend or words stand between it and the axes. */
export function titleOnTop(text: string, pad = 14): Record<string, unknown> {
  return {
    text,
    font: { size: 15 },
    x: 0.5,
    xanchor: 'center',
    y: 1,
    yref: 'container',
    yanchor: 'top',
    pad: { t: pad },
  };
}
