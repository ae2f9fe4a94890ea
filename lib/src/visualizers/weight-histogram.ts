import { checkOptions, checkWhole } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { balanced, shortened } from './grid';
import type { WeightedModel, WeightSnapshot } from './model-weights';
import { rounded, short } from './number-text';
import { chosenWeights, countWeights, evenRange, sharedRange, type WeightCounts } from './weight-counts';

export const defaults = {
  width: 780,
  panelHeight: 170,
  /** below a histogram: its axis, and the caption of the next one */
  gap: { x: 26, y: 110 },
  /** histograms side by side */
  columns: 4,
  bins: 41,
  /** a weight of at most this size counts as near to zero */
  nearZero: 0.01,
};

export interface WeightHistogramOptions {
  title?: string;
  /** whose weights; default: those of all layers together */
  layer?: string;
  /** default: 0.01 */
  nearZero?: number;
  /** of the horizontal axes; default: from the least to the largest weight of all models, but for a thousandth */
  range?: [number, number];
  bins?: number;
}

/**
 * The weights of one network after several trainings, such as without a penalty, with L1, with L2 and with dropout: a histogram each, all
 * on the same axes. Above each stand the share of weights that are nearly zero, and the length of all weights:
 *
 *     share near zero = |{w : |w| ≤ nearZero}| / number of weights,   ‖w‖ = √Σ w²
 *
 * The vertical axes show percent of the weights, on a logarithmic scale: L1 puts most weights into one bar. The middle bar is coloured,
 * and is the only one in which there are zeros.
 *
 * @param models by name: models, or what `weightsOf` gave
 * @throws UserError without models, and for a layer that one of them has not
 * @see R. Tibshirani, "Regression shrinkage and selection via the lasso", 1996; A. Krogh and J. Hertz, "A simple weight decay can improve
 * generalization", 1991
 * @example await show(weightHistogram({ none: plain, L1: sparse, L2: small }, { layer: 'dense1' }));
 */
export function weightHistogram(
  models: Readonly<Record<string, WeightedModel | WeightSnapshot>>,
  options: WeightHistogramOptions = {},
): Figure {
  checkOptions(options, ['title', 'layer', 'nearZero', 'range', 'bins'], 'weightHistogram');
  const {
    layer,
    nearZero = defaults.nearZero,
    title = layer ? `Weights of ${layer}` : 'Weights of all layers',
  } = options;
  if (!(nearZero > 0)) throw new UserError(`weightHistogram: nearZero must be above 0, got ${String(nearZero)}.`);
  const entries = Object.entries(models ?? {});
  if (!entries.length)
    throw new UserError('weightHistogram needs models by name, such as { none: plain, L1: sparse }.');
  const all = entries.map(([name, model]) => ({ name, weights: chosenWeights(name, model, layer) }));
  // An odd number, so that one bar has zero in its middle.
  const bins = checkWhole(options.bins ?? defaults.bins, 'bins', 3) | 1;
  const [low, high] = evenRange(options.range ?? sharedRange(all.map(({ weights }) => weights)));
  const panels = all.map(({ name, weights }) => ({ name, ...countWeights(weights, [low, high], bins, nearZero) }));

  const columns = balanced(panels.length, defaults.columns);
  const rows = Math.ceil(panels.length / columns);
  const margin = { l: 82, r: 16, t: 104, b: 50 };
  const plot = {
    width: defaults.width - margin.l - margin.r,
    height: rows * defaults.panelHeight + (rows - 1) * defaults.gap.y,
  };
  const panelWidth = (plot.width - (columns - 1) * defaults.gap.x) / columns;
  const highest = Math.max(...panels.flatMap(({ shares }) => shares));
  const least = Math.min(...panels.flatMap(({ shares }) => shares.filter((share) => share > 0)));
  const layout = {
    ...baseLayout(title, defaults.width, plot.height + margin.t + margin.b),
    margin,
    bargap: 0,
    showlegend: false,
    dragmode: false,
  } as Figure['layout'];
  // At the top edge: the margin holds the captions.
  Object.assign(layout.title as object, { y: 1 - 18 / layout.height, yanchor: 'middle' });
  const annotations: Record<string, unknown>[] = [];
  const data = panels.map((panel, index): Trace => {
    const id = index === 0 ? '' : String(index + 1);
    const left = (index % columns) * (panelWidth + defaults.gap.x);
    const top = 1 - (Math.floor(index / columns) * (defaults.panelHeight + defaults.gap.y)) / plot.height;
    layout[`xaxis${id}`] = {
      ...baseAxis,
      domain: [left / plot.width, (left + panelWidth) / plot.width],
      anchor: `y${id}`,
      range: [low, high],
      nticks: 5,
      // Between two rows is only room for the captions of the lower one.
      ...(index + columns >= panels.length ? { title: { text: 'weight', standoff: 4 } } : {}),
    };
    layout[`yaxis${id}`] = {
      ...baseAxis,
      domain: [top - defaults.panelHeight / plot.height, top],
      anchor: `x${id}`,
      type: 'log',
      // From below the smallest bar to above the highest.
      range: [Math.log10(least) - 0.3, Math.log10(highest) + 0.15],
      dtick: 1,
      ticksuffix: ' %',
      showticklabels: index % columns === 0,
      ...(index % columns === 0 ? { title: { text: 'share of weights, log', standoff: 4 } } : {}),
    };
    annotations.push(caption(panel, nearZero, (left + panelWidth / 2) / plot.width, top, panelWidth));
    return {
      type: 'bar',
      name: panel.name,
      x: panel.centres.map((centre) => rounded(centre, 4)),
      y: panel.shares.map((share) => rounded(share, 4)),
      width: (high - low) / bins,
      marker: { color: panel.centres.map((_, i) => (i === (bins - 1) / 2 ? colours.input : colours.kernel)) },
      hovertemplate: '%{y:.3g} % of the weights near %{x:.3g}<extra></extra>',
      xaxis: `x${id}`,
      yaxis: `y${id}`,
    };
  });
  layout.annotations = annotations;
  const told = panels.map(
    ({ name, count, near, length, least: min, largest }) =>
      `${name} ${percent(near, count)} of ${count} weights at most ${nearZero} from zero, ‖w‖ ${short(length)}, from ${short(min)} to ${short(largest)}`,
  );
  return { data, layout, alt: `${title}: ${told.join('; ')}.` };
}

function caption(
  { name, near, count, length }: WeightCounts & { name: string },
  nearZero: number,
  x: number,
  y: number,
  width: number,
) {
  const lines = [
    `<b>${shortened(name, width)}</b>`,
    `${percent(near, count)} at most`,
    `${nearZero} from zero`,
    `‖w‖ = ${short(length)}`,
  ];
  const place = { xref: 'paper', yref: 'paper', x, y, xanchor: 'center', yanchor: 'bottom' };
  return { ...place, text: lines.join('<br>'), showarrow: false, font: { size: 11, color: colours.ink } };
}

function percent(part: number, whole: number): string {
  return `${short((100 * part) / whole)} %`;
}
