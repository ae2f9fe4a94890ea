import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { labelPlaces } from './label-places';
import { asCount } from './seed-spread';

export const defaults = {
  width: 800,
  height: 480,
  margin: { l: 64, r: 24, t: 50, b: 50 },
  /** diameters of the circles for the shallowest and the deepest network, in pixels */
  sizes: [9, 30] as const,
};

type Range = [number, number];

/** One network of history. */
export interface Milestone {
  name: string;
  year: number;
  /** weights and biases; without them, the network stands at the bottom, as an empty circle */
  parameters?: number;
  /** layers with weights, one after the other */
  depth?: number;
  /** share of ImageNet images whose class is not among the five most probable, 0…1, as its paper states */
  top5Error?: number;
  /** which figure that is: 'test, ensemble of 7' */
  note?: string;
  /** the paper */
  source?: string;
}

export interface TimelineOptions {
  title?: string;
}

/**
 * Networks over the years: below, their parameters on a logarithmic axis, in circles that grow with the square root of the depth;
 * above, how often each was wrong on ImageNet, where its paper says so.
 *
 * @param milestones in any order
 * @throws UserError for a year, parameters or depth that are not above 0, and if no network has parameters
 * @example timeline([{ name: 'AlexNet', year: 2012, parameters: 61100840, depth: 8, top5Error: 0.153 }])
 */
export function timeline(milestones: readonly Milestone[], options: TimelineOptions = {}): Figure {
  checkOptions(options, ['title'], 'timeline');
  const { title = 'Networks over the years' } = options;
  if (!milestones?.length) throw new UserError('timeline needs at least one network.');
  for (const { name, year, parameters, depth } of milestones) {
    if (![year, parameters ?? 1, depth ?? 1].every((value) => value > 0)) {
      throw new UserError(`timeline: year, parameters and depth of ${name} must be above 0.`);
    }
  }
  const all = [...milestones].sort((a, b) => a.year - b.year);
  const judged = all.filter(({ top5Error }) => top5Error !== undefined);
  const counted = all.flatMap(({ parameters }) => parameters ?? []);
  if (!counted.length) throw new UserError('timeline: no network has parameters, so there is nothing to compare.');
  const deep = all.flatMap(({ depth }) => (depth === undefined ? [] : Math.sqrt(depth)));
  const [least, most] = [Math.min(...deep), Math.max(...deep)];
  const roots = all.map(({ depth }) => (depth === undefined ? least : Math.sqrt(depth)));
  const [small, large] = defaults.sizes;
  const size = roots.map((root) =>
    most > least ? small + ((large - small) * (root - least)) / (most - least) : small,
  );
  const years = all.map(({ year }) => year);
  const logs = counted.map(Math.log10);
  const time: Range = [Math.min(...years) - 3, Math.max(...years) + 3];
  const lower: Range = [Math.min(...logs) - 0.6, Math.max(...logs) + 0.6];
  const heights = all.map(({ parameters }) => (parameters === undefined ? lower[0] + 0.25 : Math.log10(parameters)));
  const upper: Range = [0, 1.35 * Math.max(0.01, ...judged.map(({ top5Error = 0 }) => top5Error))];
  const panels = judged.length ? { networks: [0, 0.62], errors: [0.7, 1] } : { networks: [0, 1], errors: [1, 1] };
  const { margin } = defaults;
  const [plotWidth, plotHeight] = [defaults.width - margin.l - margin.r, defaults.height - margin.t - margin.b];
  const across = (year: number) => (plotWidth * (year - time[0])) / (time[1] - time[0]);
  const down = (value: number, [from, to]: Range, [bottom, top]: number[]) =>
    plotHeight * (1 - bottom - ((top - bottom) * (value - from)) / (to - from));
  const hovertext = all.map((one) => facts(one).join('<br>'));
  const circles: Trace = {
    type: 'scatter',
    mode: 'markers+text',
    x: all.map(({ year }) => year),
    y: heights.map((exponent) => 10 ** exponent),
    text: all.map(({ name }) => name),
    textposition: labelPlaces(
      all.map(({ name, year }, index) => ({
        x: across(year),
        y: down(heights[index], lower, panels.networks),
        radius: size[index] / 2,
        text: name,
      })),
    ),
    textfont: { size: 11, color: colours.ink },
    marker: {
      size,
      symbol: all.map(({ parameters }) => (parameters === undefined ? 'circle-open' : 'circle')),
      color: colours.input,
      opacity: 0.75,
      line: { color: colours.ink, width: 1 },
    },
    hovertext,
    hoverinfo: 'text',
    cliponaxis: false,
  };
  const errors: Trace = {
    type: 'scatter',
    mode: 'markers+text',
    x: judged.map(({ year }) => year),
    y: judged.map(({ top5Error }) => top5Error),
    text: judged.map(({ top5Error }) => percent(top5Error as number)),
    textposition: labelPlaces(
      judged.map(({ year, top5Error = 0 }) => ({
        x: across(year),
        y: down(top5Error, upper, panels.errors),
        radius: 4,
        text: percent(top5Error),
      })),
    ),
    textfont: { size: 11, color: colours.ink },
    marker: { size: 8, symbol: 'diamond', color: colours.output },
    hovertext: judged.map((one) => facts(one).join('<br>')),
    hoverinfo: 'text',
    xaxis: 'x',
    yaxis: 'y2',
    cliponaxis: false,
  };
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin,
    showlegend: false,
    dragmode: false,
    xaxis: {
      ...baseAxis,
      title: { text: 'year', standoff: 6 },
      range: time,
      tickformat: 'd',
      anchor: 'y',
    },
    yaxis: {
      ...baseAxis,
      type: 'log',
      title: { text: 'parameters' },
      range: lower,
      dtick: 1,
      tickformat: '~s',
      domain: panels.networks,
    },
  };
  if (judged.length) {
    layout.yaxis2 = {
      ...baseAxis,
      title: { text: 'top-5 error' },
      tickformat: '.0%',
      range: upper,
      nticks: 4,
      domain: panels.errors,
      anchor: 'x',
    };
  }
  const told = all.map((one) => facts(one).slice(0, 4).join(', '));
  return { data: judged.length ? [circles, errors] : [circles], layout, alt: `${title}: ${told.join('; ')}.` };
}

function facts({ name, year, parameters, depth, top5Error, note, source }: Milestone): string[] {
  return [
    `${name}, ${year}`,
    ...(parameters === undefined ? [] : [`${asCount(parameters)} parameters`]),
    ...(depth === undefined ? [] : [`${depth} layers with weights`]),
    ...(top5Error === undefined ? [] : [`top-5 error ${percent(top5Error)}${note ? ` (${note})` : ''}`]),
    ...(source ? [source] : []),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
