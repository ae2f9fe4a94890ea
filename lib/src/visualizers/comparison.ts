import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { rounded } from './number-text';
import { type Quantity, type QuantityName, quantities } from './quantities';
import {
  checkSpreadKind,
  type Spread,
  type SpreadFacts,
  type SpreadKind,
  spreadFacts,
  spreadMeanings,
  spreadText,
} from './seed-spread';

export const defaults = {
  width: 800,
  /** room for a model, in pixels */
  rowHeight: 38,
  /** between the numbers of a panel and the next panel, in pixels */
  gap: 22,
  nameWidth: 190,
  quantities: ['accuracy', 'loss', 'parameters', 'macs', 'seconds'] as QuantityName[],
};

/** A model, or one way to train it, with whatever was measured; `savedResults` gives such rows. */
export type ComparedModel = { name: string } & Partial<Record<QuantityName, Spread>>;

export interface ComparisonOptions {
  title?: string;
  /** which panels, from left to right; default: accuracy, loss, parameters, multiply-adds and seconds, as far as there are values */
  quantities?: QuantityName[];
  /** what the intervals show: from the least to the largest value of the seeds, or one standard deviation; default: `range` */
  spread?: SpreadKind;
}

/**
 * Several models, or several ways to train one, side by side: a row each, a panel for each quantity. Bars begin at 0; accuracies, which
 * differ by little, are points on an axis that shows only the part where they are. A line spans the spread over the seeds, small dots are
 * the single trainings, and the numbers stand beside.
 *
 * @param models accuracy as a share 0…1, seconds of a training, counts; each a number, a list with one value for each seed, or the
 * result of `overSeeds`
 * @throws UserError without models or values, and for a value that is no number
 * @example
 * await show(comparison([
 *   { name: 'LeNet-5', accuracy: await overSeeds([1, 2, 3], run), parameters: 61706 },
 *   { name: 'small VGG', accuracy: [0.903, 0.908, 0.905], parameters: 133418, seconds: 95 },
 * ]))
 */
export function comparison(models: readonly ComparedModel[], options: ComparisonOptions = {}): Figure {
  checkOptions(options, ['title', 'quantities', 'spread'], 'comparison');
  if (!Array.isArray(models) || !models.length) {
    throw new UserError("comparison needs models, such as [{ name: 'LeNet-5', accuracy: [0.88, 0.89] }].");
  }
  const { title = 'Comparison' } = options;
  const spread = checkSpreadKind(options.spread ?? 'range', 'comparison');
  const names = (options.quantities ?? defaults.quantities).filter((name) => {
    if (!Object.hasOwn(quantities, name)) {
      throw new UserError(`comparison: there is no quantity "${name}"; choose from ${defaults.quantities.join(', ')}.`);
    }
    return models.some((model) => model[name] !== undefined);
  });
  if (!names.length) {
    throw new UserError(`comparison: no model has a value to compare: give ${defaults.quantities.join(', ')}.`);
  }
  const labels = models.map(({ name }) => shortened(name, defaults.nameWidth));
  const margin = { l: Math.max(...labels.map((label) => label.length)) * 7.5 + 22, r: 8, t: 50, b: 52 };
  const plotWidth = defaults.width - margin.l - margin.r;
  const panels = names.map((name) => measuredPanel(models, name, spread));
  const written = panels.map(({ texts }) => Math.max(...texts.map((text) => text.length)) * 6.6 + 12);
  const rest = plotWidth - written.reduce((sum, one) => sum + one, 0) - defaults.gap * (names.length - 1);
  // Twice as much for the quantities of which small differences count.
  const weights = panels.map(({ quantity }) => (quantity.zoomed ? 2 : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const widths = weights.map((weight) => Math.max(50, (weight * rest) / all));
  const layout = {
    ...baseLayout(title, defaults.width, models.length * defaults.rowHeight + margin.t + margin.b),
    margin,
    showlegend: false,
    dragmode: false,
    bargap: 0.45,
    yaxis: {
      ...baseAxis,
      tickvals: models.map((_, index) => index),
      ticktext: labels,
      range: [models.length - 0.5, -0.5],
      showgrid: false,
      zeroline: false,
      ticks: '',
    },
  } as Figure['layout'];
  const annotations: Record<string, unknown>[] = [];
  const data: Trace[] = [];
  const sentences: string[] = [];
  let left = 0;
  panels.forEach(({ quantity, facts, texts }, panel) => {
    const id = panel === 0 ? '' : String(panel + 1);
    const right = Math.min(1, (left + widths[panel]) / plotWidth);
    layout[`xaxis${id}`] = {
      ...baseAxis,
      tickformat: quantity.zoomed ? '.3~p' : (quantity.ticks ?? '~s'),
      tickangle: 0,
      nticks: widths[panel] < 80 ? 2 : widths[panel] < 110 ? 3 : 5,
      title: { text: `${quantity.title}${quantity.zoomed || !quantity.unit ? '' : `,${quantity.unit}`}`, standoff: 6 },
      domain: [left / plotWidth, right],
      range: rangeOf(facts, quantity),
    };
    const best = Math.max(...facts.map((one) => one?.mean ?? Number.NEGATIVE_INFINITY));
    texts.forEach((text, row) => {
      const strong = quantity.zoomed && facts[row]?.mean === best && models.length > 1;
      annotations.push({ ...beside, x: right + 8 / plotWidth, y: row, text: strong ? `<b>${text}</b>` : text });
    });
    data.push(...tracesOf(facts, quantity, `x${id}`, models, texts));
    const each = models.map((model, row) => `${model.name} ${texts[row] === '–' ? 'not measured' : texts[row]}`);
    sentences.push(`${quantity.title}: ${each.join('; ')}`);
    left += widths[panel] + written[panel] + defaults.gap;
  });
  layout.annotations = annotations;
  return {
    data,
    layout,
    alt: `${title}: ${models.length} models, spread ${spreadMeanings[spread]}. ${sentences.join('. ')}.`,
  };
}

const beside = {
  xref: 'paper',
  yref: 'y',
  xanchor: 'left',
  yanchor: 'middle',
  align: 'left',
  showarrow: false,
  font: { size: 11, color: colours.ink },
};

/** One quantity of all models, in numbers and in words. */
function measuredPanel(models: readonly ComparedModel[], name: QuantityName, spread: SpreadKind) {
  const quantity = quantities[name];
  const facts = models.map((model) => {
    const given = model[name];
    return given === undefined ? undefined : spreadFacts(given, spread, `comparison: ${name} of ${model.name}`);
  });
  const texts = facts.map((one) => (one ? spreadText(one, spread, quantity.write, quantity.unit) : '–'));
  return { quantity, facts, texts };
}

function rangeOf(facts: (SpreadFacts | undefined)[], { zoomed }: Quantity): [number, number] {
  const known = facts.filter((one) => one !== undefined);
  const high = Math.max(...known.flatMap((one) => [one.high, ...one.values]));
  const low = Math.min(...known.flatMap((one) => [one.low, ...one.values]));
  if (!zoomed) return [0, high > 0 ? 1.06 * high : 1];
  const room = Math.max(0.005, 0.12 * (high - low));
  return [rounded(low - room, 4), rounded(high + room, 4)];
}

function tracesOf(
  facts: (SpreadFacts | undefined)[],
  quantity: Quantity,
  xaxis: string,
  models: readonly ComparedModel[],
  texts: string[],
): Trace[] {
  const rows = facts.flatMap((one, row) => (one ? [{ ...one, row }] : []));
  const means = { x: rows.map(({ mean }) => rounded(mean, 5)), y: rows.map(({ row }) => row), xaxis, yaxis: 'y' };
  const hover = {
    hovertext: rows.map(({ row }) => `${models[row].name}<br>${quantity.title} ${texts[row]}`),
    hoverinfo: 'text',
  };
  const several = rows.filter(({ values }) => values.length > 1);
  const interval = { x: [] as (number | null)[], y: [] as (number | null)[] };
  for (const { low, high, row } of several) {
    interval.x.push(rounded(low, 5), rounded(high, 5), null);
    interval.y.push(row, row, null);
  }
  const quiet = { type: 'scatter', xaxis, yaxis: 'y', hoverinfo: 'skip' };
  const point = { symbol: 'diamond', size: 10, color: quantity.colour };
  return [
    quantity.zoomed
      ? { type: 'scatter', mode: 'markers', name: quantity.title, ...means, ...hover, marker: point }
      : { type: 'bar', orientation: 'h', name: quantity.title, ...means, ...hover, marker: { color: quantity.colour } },
    { ...quiet, mode: 'lines', name: 'spread', ...interval, line: { color: colours.ink, width: 2 } },
    {
      ...quiet,
      mode: 'markers',
      name: 'seeds',
      x: several.flatMap(({ values }) => values.map((value) => rounded(value, 5))),
      // Below the mean, which would hide them.
      y: several.flatMap(({ values, row }) => values.map(() => row + 0.36)),
      marker: { symbol: 'circle-open', size: 5, color: colours.ink, line: { width: 1.2 } },
    },
  ];
}
