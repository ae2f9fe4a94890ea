import { checkOptions } from '../maths/options';
import { checkMatrix, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { baseAxis, baseLayout, panelCaption } from './colours';
import type { Figure, Trace } from './figure';
import { rounded } from './number-text';

export const defaults = { width: 780, height: 330, margin: { l: 55, r: 20, t: 68, b: 50 }, gap: 0.09 };

/** One sound as a picture. */
export interface SoundPicture {
  caption: string;
  /** `[windows, bands]`, such as `logMel` gives */
  values: Matrix;
}

export interface SpectrogramFigureOptions {
  title?: string;
  /** seconds from one window to the next; default: windows are counted */
  hop?: number;
  /** what a row is; default: `mel band` */
  rows?: string;
}

/**
 * Spectrograms side by side on one scale of colours: time to the right, pitch to the top, bright where it is loud.
 *
 * @param sounds up to four
 * @throws UserError without a sound or with more than four; ShapeError for values that are no matrix
 * @example await show(spectrogram([{ caption: 'seven', values: logMel(power, filters) }], { hop: 128 / 8000 }));
 */
export function spectrogram(sounds: readonly SoundPicture[], options: SpectrogramFigureOptions = {}): Figure {
  checkOptions(options, ['title', 'hop', 'rows'], 'spectrogram');
  const { title = 'Sounds as pictures', hop, rows = 'mel band' } = options;
  if (!sounds?.length || sounds.length > 4)
    throw new UserError(`spectrogram draws one to four sounds, got ${sounds?.length ?? 0}.`);
  for (const { values, caption } of sounds) checkMatrix(values, `values of '${caption}'`, ['windows', 'bands']);
  const { width, height, margin, gap } = defaults;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of sounds.flatMap(({ values }) => values.flat())) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const share = (1 - gap * (sounds.length - 1)) / sounds.length;
  const layout: Figure['layout'] = { ...baseLayout(title, width, height), margin, annotations: [] };
  const data = sounds.map(({ values, caption }, i): Trace => {
    const [axis, from] = [i === 0 ? '' : `${i + 1}`, i * (share + gap)];
    layout[`xaxis${axis}`] = {
      ...baseAxis,
      showgrid: false,
      zeroline: false,
      title: { text: hop ? 'seconds' : 'window', standoff: 6 },
      domain: [from, from + share],
      anchor: `y${axis}`,
      nticks: 5,
    };
    layout[`yaxis${axis}`] = {
      ...baseAxis,
      showgrid: false,
      zeroline: false,
      nticks: 6,
      anchor: `x${axis}`,
      ...(i === 0 && { title: { text: rows } }),
    };
    (layout.annotations as object[]).push(panelCaption(caption, from + share / 2, 1));
    return {
      type: 'heatmap',
      // Plotly takes rows from the bottom: band by band, each over time.
      z: values[0].map((_, band) => values.map((window) => rounded(window[band], 3))),
      x0: 0,
      dx: hop ?? 1,
      colorscale: 'Cividis',
      zmin: low,
      zmax: high,
      showscale: false,
      xaxis: `x${axis}`,
      yaxis: `y${axis}`,
      hovertemplate: `${caption}<br>%{x}, ${rows} %{y}: %{z}<extra></extra>`,
    };
  });
  const told = sounds.map(({ caption, values }) => `${caption} (${values.length} windows, ${values[0].length} rows)`);
  return { data, layout, alt: `${title}: ${told.join(', ')}; bright where it is loud.` };
}
