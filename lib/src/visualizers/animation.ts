import { colours } from './colours';
import type { Figure, Frame } from './figure';

export const defaults = {
  /** How long one step stays, in milliseconds. */
  stepDuration: 500,
  /** Room for the slider and the buttons below the picture, in pixels. */
  controlsHeight: 80,
};

/** Dark on light: legible on both themes, and on the light blue that Plotly gives a button under the mouse. */
const button = { background: '#EDEDED', text: '#333333', border: '#999999' };

export interface AnimationOptions {
  /** What the slider counts, written before the name of the step: `'step '`. */
  prefix?: string;
  /** Index of the step that the figure shows before anything is played: the whole story where possible. */
  shown: number;
  stepDuration?: number;
}

/**
 * Gives a figure its steps: a slider, a Play and a Pause button in a strip of `defaults.controlsHeight` pixels
 * below the picture. The layout's height and bottom margin must not count that strip; it is added here.
 *
 * The figure starts on the step `shown` (its traces are set to that frame), so that a page without script, or a
 * reader who presses nothing, sees a picture that makes sense. Play starts from the first step.
 *
 * @example animated({ data, layout, alt }, frames, { shown: 3, prefix: 'step ' })
 */
export function animated(figure: Figure, frames: Frame[], options: AnimationOptions): Figure {
  const { shown, prefix = '', stepDuration = defaults.stepDuration } = options;
  const margin = figure.layout.margin as { l: number; r: number; t: number; b: number };
  const plotHeight = figure.layout.height - margin.t - margin.b;
  const plotWidth = figure.layout.width - margin.l - margin.r;
  // Plotly places controls in fractions of the plot area, which the strip below leaves as it was.
  const y = -(margin.b + 6) / plotHeight;
  const buttonsWidth = 175 / plotWidth;
  return {
    ...figure,
    data: figure.data.map((trace, index) => withFrame(trace, index, frames[shown])),
    layout: {
      ...figure.layout,
      height: figure.layout.height + defaults.controlsHeight,
      margin: { ...margin, b: margin.b + defaults.controlsHeight },
      updatemenus: [
        {
          type: 'buttons',
          direction: 'left',
          showactive: false,
          x: 0,
          y,
          xanchor: 'left',
          yanchor: 'top',
          pad: { t: 14, r: 0, b: 0, l: 0 },
          bgcolor: button.background,
          bordercolor: button.border,
          font: { color: button.text, size: 13 },
          buttons: [
            { label: '▶ Play', method: 'animate', args: [null, immediately(stepDuration, { fromcurrent: true })] },
            { label: '❚❚ Pause', method: 'animate', args: [[null], immediately(0)] },
          ],
        },
      ],
      sliders: [
        {
          active: shown,
          x: buttonsWidth,
          y,
          len: 1 - buttonsWidth,
          xanchor: 'left',
          yanchor: 'top',
          pad: { t: 0, r: 0, b: 0, l: 0 },
          bgcolor: colours.sky,
          activebgcolor: colours.kernel,
          bordercolor: colours.ink,
          tickcolor: colours.ink,
          font: { color: colours.ink, size: 10 },
          currentvalue: { prefix, font: { color: colours.ink, size: 13 } },
          steps: frames.map(({ name }) => ({ label: name, method: 'animate', args: [[name], immediately(0)] })),
        },
      ],
    },
    frames,
  };
}

/** Without transition: numbers and cells must jump from step to step, not drift. */
function immediately(duration: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { mode: 'immediate', frame: { duration, redraw: true }, transition: { duration: 0 }, ...more };
}

function withFrame(trace: Figure['data'][number], index: number, frame: Frame): Figure['data'][number] {
  const position = frame.traces ? frame.traces.indexOf(index) : index;
  return { ...trace, ...frame.data[position] };
}
