import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { areWeights, snapshotOf, type WeightedModel, type WeightSnapshot } from './model-weights';
import { rounded, short } from './number-text';
import { lineOf, symbols } from './series-look';

export const defaults = {
  width: 780,
  plotHeight: 250,
  margin: { l: 68, r: 20, t: 50 },
  /** of a name below the axis, in pixels */
  nameWidth: 150,
  /** from one name to the next, in pixels */
  nameRoom: 17,
};

export interface WeightChangeOptions {
  title?: string;
  /** which layers, by name, such as `/^stage4/`; default: all that are in both */
  layers?: RegExp;
  /** of the changes; `log` where a head has changed many times as much as the rest. Default: `linear` */
  scale?: 'linear' | 'log';
}

/**
 * How far training has moved the weights of each layer from where they began, from the input on the left to the output on the right:
 *
 *     change = ‖W − W₀‖ / ‖W₀‖, the root of the sum of squares over all weights of the layer's kernel
 *
 * 0 is a layer that did not change, as a frozen one; 1 a layer whose weights moved as far as they were from 0. Layers that were frozen
 * and did not change have a grey ground. Layers that only one of the models has, such as a new head, are left out, and named in the text.
 *
 * @param before the model's weights at the start: `weightsOf(model)`, or another model
 * @param after the trained model or its weights; or several by name, such as fine-tuned with different learning rates
 * @throws UserError for models that have no layer in common
 * @example const start = weightsOf(model); await fit(model, train); await show(weightChange(start, model));
 */
export function weightChange(
  before: WeightSnapshot | WeightedModel,
  after: WeightSnapshot | WeightedModel | Readonly<Record<string, WeightSnapshot | WeightedModel>>,
  options: WeightChangeOptions = {},
): Figure {
  checkOptions(options, ['title', 'layers', 'scale'], 'weightChange');
  const { title = 'How far the weights moved, by layer', layers: chosen = /^/, scale = 'linear' } = options;
  if (scale !== 'linear' && scale !== 'log') throw new UserError("weightChange: scale is 'linear' or 'log'.");
  const start = snapshotOf(before).filter(({ layer }) => chosen.test(layer));
  const ends = Object.entries(areWeights(after) ? { '': after } : (after ?? {}));
  if (!ends.length) throw new UserError('weightChange needs what became of the weights: a model, or models by name.');
  const series = ends.map(([name, weights]) => ({ name, ...changes(start, snapshotOf(weights)) }));
  const layers = start.map(({ layer }) => layer).filter((layer) => series.some(({ of }) => of.has(layer)));
  if (!layers.length) throw new UserError('weightChange: the models have no layer in common with as many weights.');

  const labels = layers.map((layer) => shortened(layer, defaults.nameWidth));
  const longest = 7 * Math.max(...labels.map(({ length }) => length));
  const plotWidth = defaults.width - defaults.margin.l - defaults.margin.r;
  const isUpright = longest * layers.length < plotWidth;
  const margin = { ...defaults.margin, b: (isUpright ? 28 : longest + 12) + (series.length > 1 ? 40 : 8) };
  const every = isUpright ? 1 : Math.ceil((layers.length * defaults.nameRoom) / plotWidth);
  const frozen = layers.map((layer) => series.every(({ of }) => of.get(layer)?.frozen && of.get(layer)?.change === 0));
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, margin.t + defaults.plotHeight + margin.b),
    margin,
    dragmode: false,
    hovermode: 'closest',
    bargap: 0.3,
    xaxis: {
      ...baseAxis,
      showgrid: false,
      range: [-0.6, layers.length - 0.4],
      tickvals: layers.map((_, i) => i).filter((i) => i % every === 0),
      ticktext: labels.filter((_, i) => i % every === 0),
      tickangle: isUpright ? 0 : -90,
      zeroline: false,
      tickfont: { size: 11 },
    },
    yaxis: {
      ...baseAxis,
      title: { text: `‖W − W₀‖ / ‖W₀‖${scale === 'log' ? ', logarithmic' : ''}` },
      ...(scale === 'log' ? { type: 'log', tickformat: '~g', dtick: 'D2' } : { rangemode: 'tozero', nticks: 7 }),
    },
    legend: legendBelow,
    showlegend: series.length > 1,
    ...frozenGround(frozen),
  };
  const data = series.map(({ name, of }, index): Trace => {
    const y = layers.map((layer) => {
      const change = of.get(layer)?.change;
      return change === undefined || (scale === 'log' && change === 0) ? null : rounded(change, 4);
    });
    const line = lineOf(index);
    const hovertext = layers.map(
      (layer) => `${layer}<br>${name ? `${name}: ` : ''}${short(of.get(layer)?.change ?? 0)}`,
    );
    const common = { name, x: layers.map((_, i) => i), y, hovertext, hoverinfo: 'text' };
    if (series.length === 1 && scale === 'linear') return { type: 'bar', ...common, marker: { color: colours.kernel } };
    const marker = { symbol: symbols[index % symbols.length], size: 7, color: line.color };
    return { type: 'scatter', mode: 'lines+markers', ...common, line: { ...line, width: 1.5 }, marker };
  });
  return { data, layout, alt: `${title}: ${series.map((one) => inWords(one, layers)).join('. ')}.` };
}

interface Changes {
  /** by layer; only those that both have, and that did not begin at 0 */
  of: Map<string, { change: number; frozen: boolean }>;
  /** layers with no counterpart, or another number of weights */
  others: string[];
}

function changes(start: WeightSnapshot, end: WeightSnapshot): Changes {
  const of: Changes['of'] = new Map();
  const ends = new Map(end.map((one) => [one.layer, one]));
  const others: string[] = [];
  for (const { layer, weights } of start) {
    const now = ends.get(layer);
    if (now?.weights.length !== weights.length) {
      others.push(layer);
      continue;
    }
    let [moved, size] = [0, 0];
    weights.forEach((weight, i) => {
      moved += (now.weights[i] - weight) ** 2;
      size += weight ** 2;
    });
    if (size > 0) of.set(layer, { change: Math.sqrt(moved / size), frozen: now.frozen });
    else others.push(layer);
  }
  return { of, others };
}

/** Grey ground behind each run of frozen layers, named where there is room. */
function frozenGround(frozen: readonly boolean[]): { shapes: object[]; annotations: object[] } {
  const runs: [number, number][] = [];
  frozen.forEach((is, i) => {
    if (is && frozen[i - 1]) runs[runs.length - 1][1] = i;
    else if (is) runs.push([i, i]);
  });
  const vertical = { yref: 'paper', y0: 0, y1: 1, layer: 'below', line: { width: 0 }, fillcolor: colours.grid };
  return {
    shapes: runs.map(([from, to]) => ({ type: 'rect', xref: 'x', x0: from - 0.5, x1: to + 0.5, ...vertical })),
    annotations: runs.map(([from, to]) => ({
      text: 'frozen',
      ...(to - from + 1 < 0.1 * frozen.length ? { textangle: -90 } : {}),
      x: (from + to) / 2,
      yref: 'paper',
      y: 0.5,
      showarrow: false,
      font: { size: 12, color: colours.ink },
    })),
  };
}

function inWords({ name, of, others }: Changes & { name: string }, layers: readonly string[]): string {
  const known = layers.filter((layer) => of.has(layer));
  const change = (layer: string) => of.get(layer)?.change ?? 0;
  const written = (layer: string) => `${layer} ${short(change(layer))}`;
  const sorted = [...known].sort((a, b) => change(b) - change(a));
  const moved = sorted.filter((layer) => change(layer) > 0);
  const parts = known.length <= 12 ? [known.map(written).join(', ')] : [];
  if (known.length > 12 && moved.length) {
    parts.push(`${known.length} layers, most ${moved.slice(0, 3).map(written).join(', ')}`);
    parts.push(`least ${written(moved[moved.length - 1])}`);
  }
  if (moved.length < known.length) parts.push(`${known.length - moved.length} of ${known.length} layers unchanged`);
  if (others.length) parts.push(`without counterpart ${others.join(', ')}`);
  return `${name ? `${name}: ` : ''}${parts.join('; ')}`;
}
