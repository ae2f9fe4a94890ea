import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { withinBudget } from './grid';
import { mosaic } from './mosaic';
import { rounded, short } from './number-text';
import { toRaster } from './raster';
import { lineOf, symbols } from './series-look';

export const defaults = {
  /** side of an image on the page, in pixels */
  size: 56,
  /** most rows: the first, the last, and evenly chosen ones between */
  rows: 6,
  /** most images in a row */
  columns: 11,
  /** of the curves, in pixels */
  curves: 190,
  /** between pictures and curves, in pixels */
  gap: 34,
  margin: { l: 84, r: 16, t: 48, b: 88 },
};

export interface SamplesOverTimeOptions {
  title?: string;
}

/**
 * What a generator made of the same noise as it learnt: a row for the start and for each epoch shown, and below it the losses.
 *
 * @param samples `[epochs + 1][count]` images `[height, width, 1 or 3]`, values 0…1; the first before the training, as `trainGan` gives them
 * @param losses by their name, the mean of each epoch
 * @throws UserError without images, or for losses that do not fit the samples
 * @example const { samples, losses } = await trainGan(gan, data); await show(samplesOverTime(samples, losses));
 */
export function samplesOverTime(
  samples: readonly Image[][],
  losses: Record<string, readonly number[]>,
  options: SamplesOverTimeOptions = {},
): Figure {
  checkOptions(options, ['title'], 'samplesOverTime');
  const { title = 'Images of the same noise, as the generator learns' } = options;
  if (!samples?.length || !samples.every((row) => row?.length === samples[0].length && row.length > 0))
    throw new UserError('samplesOverTime needs as many images at each time: [[image, image], [image, image]].');
  const epochs = Math.max(0, ...Object.values(losses).map(({ length }) => length));
  if (epochs === 0 || epochs > samples.length)
    throw new UserError(
      `samplesOverTime got losses of ${epochs} epochs and samples of ${samples.length} times: give both of each epoch.`,
    );
  const { size, margin, curves, gap } = defaults;
  const shown = evenly(samples.length, defaults.rows);
  const columns = Math.min(defaults.columns, samples[0].length);
  const [width, pictures] = [columns * size, shown.length * size];
  const height = pictures + gap + curves;
  const rasters = shown.map((time) => toRaster(mosaic([samples[time].slice(0, columns)], 'samplesOverTime'), {}));
  const sources = withinBudget(rasters, width);
  const share = curves / height;
  const data = Object.entries(losses).map(
    ([name, values], index): Trace => ({
      type: 'scatter',
      mode: values.length < 40 ? 'lines+markers' : 'lines',
      name: `${name} loss`,
      x: values.map((_, i) => i + 1),
      y: values.map((value) => rounded(value, 4)),
      line: lineOf(index),
      marker: { size: 6, symbol: symbols[index % symbols.length], color: lineOf(index).color },
      xaxis: 'x2',
      yaxis: 'y2',
    }),
  );
  // Plotly draws no axes without a trace, and pictures need theirs.
  const middle = (row: number) => (row + 0.5) * size;
  data.unshift({
    type: 'scatter',
    mode: 'markers',
    x: shown.map(() => width / 2),
    y: shown.map((_, row) => middle(row)),
    marker: { opacity: 0, size },
    hovertext: shown.map((time) => timeWords(time)),
    hoverinfo: 'text',
    showlegend: false,
  });
  const layout: Figure['layout'] = {
    ...baseLayout(title, width + margin.l + margin.r, height + margin.t + margin.b),
    margin,
    showlegend: true,
    legend: legendBelow,
    xaxis: { visible: false, fixedrange: true, range: [0, width], domain: [0, 1], anchor: 'y' },
    yaxis: {
      fixedrange: true,
      range: [pictures, 0],
      domain: [1 - pictures / height, 1],
      anchor: 'x',
      showgrid: false,
      zeroline: false,
      tickvals: shown.map((_, row) => middle(row)),
      ticktext: shown.map((time) => timeWords(time)),
      tickfont: { color: colours.ink },
    },
    xaxis2: { ...baseAxis, title: { text: 'epoch', standoff: 6 }, range: [0, epochs + 0.3], anchor: 'y2' },
    yaxis2: { ...baseAxis, title: { text: 'loss' }, domain: [0, share], anchor: 'x2', nticks: 6 },
    images: sources.map((source, row) => ({
      source,
      xref: 'x',
      yref: 'y',
      x: 0,
      y: row * size,
      sizex: width,
      sizey: size,
      yanchor: 'top',
      sizing: 'stretch',
      layer: 'below',
    })),
  };
  const told = Object.entries(losses).map(
    ([name, values]) => `${name} loss from ${short(values[0])} to ${short(values[values.length - 1])}`,
  );
  return {
    data,
    layout,
    alt: `${title}: ${columns} images at ${shown.length} times, ${timeWords(shown[0])} to ${timeWords(shown[shown.length - 1])}; ${told.join('; ')}.`,
  };
}

function timeWords(time: number): string {
  return time === 0 ? 'start' : `epoch ${time}`;
}

/** Up to `most` of the numbers from 0 to count − 1, with the first and the last. */
function evenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
