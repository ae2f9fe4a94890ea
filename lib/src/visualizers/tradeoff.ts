import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { type LabelPlace, labelPlaces } from './label-places';
import { rounded, short } from './number-text';
import { asCount, asPercent, type Spread, type SpreadFacts, spreadFacts, spreadText } from './seed-spread';
import { lineOf, symbols } from './series-look';

export const defaults = {
  width: 800,
  height: 400,
  margin: { l: 58, r: 20, t: 92, b: 52 },
  /** between two panels, as a share of the width */
  gap: 0.08,
  marker: 9,
};

/** What an accuracy may cost. */
export type Cost = 'bytes' | 'microseconds' | 'parameters' | 'macs';

const costs: Record<Cost, { title: string; write(value: number): string; ticks: string }> = {
  bytes: { title: 'size of the file', write: (value) => `${short(value / 1000)} kB`, ticks: '~s' },
  microseconds: { title: 'time per image', write: (value) => `${short(value)} µs`, ticks: '~s' },
  parameters: { title: 'weights that are not 0', write: asCount, ticks: '~s' },
  macs: { title: 'multiply-adds per image', write: asCount, ticks: '~s' },
};

/** One network with its price. */
export type TradeoffPoint = {
  /** points of a family are joined in the order given, such as one network pruned more and more */
  family: string;
  /** within the family, short: it stands beside the point, such as `90 %` */
  name: string;
  /** a share 0 … 1, one for each seed, or the result of `overSeeds` */
  accuracy: Spread;
} & Partial<Record<Cost, number>>;

export interface TradeoffOptions {
  title?: string;
  /** the panels from left to right; default: all costs that a point has */
  costs?: Cost[];
}

/**
 * What accuracy costs: a panel for each cost, on logarithmic axes, the accuracies on the axis that they share. The best place is the upper left:
 * cheap and right. A line upwards and downwards is the range of the seeds. Of two points, one is the better choice for sure only if it is
 * both further left and further up; the others are a matter of what one needs.
 *
 * @param points in any order of families
 * @throws UserError without points or costs, for a cost that is not above 0, or a value that is no number
 * @example
 * await show(tradeoff([
 *   { family: 'float32', name: 'large', accuracy: [0.89, 0.9], bytes: 214000, microseconds: 120 },
 *   { family: 'int8', name: 'large', accuracy: [0.89, 0.9], bytes: 56000, microseconds: 120 },
 * ]));
 */
export function tradeoff(points: readonly TradeoffPoint[], options: TradeoffOptions = {}): Figure {
  checkOptions(options, ['title', 'costs'], 'tradeoff');
  if (!Array.isArray(points) || !points.length) {
    throw new UserError(
      "tradeoff needs points, such as [{ family: 'int8', name: 'large', accuracy: 0.9, bytes: 56000 }].",
    );
  }
  const { title = 'What accuracy costs' } = options;
  const names = (options.costs ?? (Object.keys(costs) as Cost[])).filter((cost) => {
    if (!Object.hasOwn(costs, cost)) {
      throw new UserError(`tradeoff: there is no cost "${cost}"; choose from ${Object.keys(costs).join(', ')}.`);
    }
    return points.some((point) => point[cost] !== undefined);
  });
  if (!names.length) throw new UserError(`tradeoff: no point has a cost: give ${Object.keys(costs).join(', ')}.`);
  const facts = points.map((point) =>
    spreadFacts(point.accuracy, 'range', `tradeoff: accuracy of ${point.family}, ${point.name}`),
  );
  const families = [...new Set(points.map(({ family }) => family))];
  const share = (1 - defaults.gap * (names.length - 1)) / names.length;
  const low = Math.min(...facts.map((one) => one.low));
  const high = Math.max(...facts.map((one) => one.high));
  const room = Math.max(0.005, 0.12 * (high - low));
  const heights = [low - room, high + room];
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: defaults.margin,
    dragmode: false,
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 1.03, yanchor: 'bottom' },
    yaxis: {
      ...baseAxis,
      title: { text: 'accuracy', standoff: 6 },
      tickformat: '.3~p',
      range: heights.map((height) => rounded(height, 4)),
    },
  };
  const plot = {
    width: share * (defaults.width - defaults.margin.l - defaults.margin.r),
    height: defaults.height - defaults.margin.t - defaults.margin.b,
  };
  const labels = labelsOf(points, facts, names[0], plot, heights);
  const data: Trace[] = names.flatMap((cost, panel) => {
    const left = panel * (share + defaults.gap);
    layout[`xaxis${panel ? panel + 1 : ''}`] = {
      ...baseAxis,
      ...logarithmic(points.flatMap((point) => costOf(point, cost) ?? [])),
      title: { text: costs[cost].title, standoff: 6 },
      domain: [rounded(left, 5), rounded(Math.min(1, left + share), 5)],
    };
    return families.map((family, index) => line(points, facts, labels, { family, index, cost, panel }));
  });
  const words = points.map((point, i) => {
    const prices = names.flatMap((cost) => (point[cost] === undefined ? [] : costs[cost].write(point[cost] as number)));
    return `${point.family}, ${point.name}: ${spreadText(facts[i], 'range', asPercent, ' %')} for ${prices.join(', ')}`;
  });
  return { data, layout, alt: `${title}: ${words.join('; ')}.` };
}

interface Place {
  family: string;
  index: number;
  cost: Cost;
  panel: number;
}

/** Where the name of each point stands in the first panel, so that near points do not write over each other. */
function labelsOf(
  points: readonly TradeoffPoint[],
  facts: SpreadFacts[],
  cost: Cost,
  plot: { width: number; height: number },
  [bottom, top]: number[],
): (LabelPlace | undefined)[] {
  const values = points.map((point) => costOf(point, cost));
  const [from, to] = logarithmic(values.flatMap((value) => value ?? [])).range;
  const shown = points.flatMap(({ name }, i) => {
    const value = values[i];
    if (value === undefined) return [];
    const x = ((Math.log10(value) - from) / (to - from)) * plot.width;
    const y = ((top - facts[i].mean) / (top - bottom)) * plot.height;
    return [{ i, x, y, radius: defaults.marker / 2, text: name }];
  });
  const places = labelPlaces(shown);
  return points.map((_, i) => places[shown.findIndex((one) => one.i === i)]);
}

function line(
  points: readonly TradeoffPoint[],
  facts: SpreadFacts[],
  labels: (LabelPlace | undefined)[],
  { family, index, cost, panel }: Place,
): Trace {
  const own = points.flatMap((point, i) => {
    const value = point.family === family ? costOf(point, cost) : undefined;
    return value === undefined ? [] : [{ point, value, fact: facts[i], label: labels[i] }];
  });
  const look = lineOf(index);
  return {
    type: 'scatter',
    mode: panel === 0 ? 'lines+markers+text' : 'lines+markers',
    name: family,
    legendgroup: family,
    showlegend: panel === 0,
    x: own.map(({ value }) => rounded(value, 4)),
    y: own.map(({ fact }) => rounded(fact.mean, 5)),
    error_y: {
      type: 'data',
      symmetric: false,
      array: own.map(({ fact }) => rounded(fact.high - fact.mean, 5)),
      arrayminus: own.map(({ fact }) => rounded(fact.mean - fact.low, 5)),
      color: look.color,
      thickness: 1.2,
      width: 3,
    },
    line: { ...look, width: 1.5 },
    marker: { size: defaults.marker, color: look.color, symbol: symbols[index % symbols.length] },
    // in one panel, where points rarely stand on top of each other: files have all sizes, but many take the same time
    ...(panel === 0 && {
      text: own.map(({ point }) => ` ${point.name} `),
      textposition: own.map(({ label }) => label ?? 'middle right'),
      textfont: { size: 10, color: colours.ink },
    }),
    cliponaxis: false,
    hovertext: own.map(({ point, value, fact }) => {
      const accuracy = spreadText(fact, 'range', asPercent, ' %');
      return `${family}, ${point.name}<br>${accuracy}<br>${costs[cost].title} ${costs[cost].write(value)}`;
    }),
    hoverinfo: 'text',
    xaxis: `x${panel ? panel + 1 : ''}`,
    yaxis: 'y',
  };
}

function costOf(point: TradeoffPoint, cost: Cost): number | undefined {
  const value = point[cost];
  if (value === undefined || value > 0) return value;
  throw new UserError(`tradeoff: ${cost} of ${point.family}, ${point.name} must be above 0, got ${value}.`);
}

/** An axis with room for the labels at both ends, and ticks at 1, 2 and 5. */
function logarithmic(values: number[]) {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const room = Math.max(0.1, 0.2 * (high - low));
  const decades = high - low;
  return {
    type: 'log',
    range: [rounded(low - room, 4), rounded(high + room, 4)],
    tickformat: '~s',
    dtick: decades > 1.5 ? 1 : 'D2',
  };
}
