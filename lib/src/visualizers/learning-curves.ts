import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { rounded } from './number-text';
import {
  asCount,
  asPercent,
  checkSpreadKind,
  type Spread,
  type SpreadKind,
  spreadFacts,
  spreadMeanings,
  spreadText,
} from './seed-spread';
import { lineOf } from './series-look';
import { guessingLine, type MeasuredLine, spreadLines } from './spread-lines';

export const defaults = { width: 760, height: 420, xTitle: 'labelled examples' };

/** One way of training: its accuracy after learning from more and more examples. */
export interface LearningCurve {
  name: string;
  /** in any order */
  points: readonly {
    /** how many it learnt from, from 1 */
    examples: number;
    /** accuracies on examples that it did not learn from, shares 0…1, one for each seed */
    values: Spread;
  }[];
}

export interface LearningCurvesOptions {
  title?: string;
  /** what is counted along the horizontal axis; default: `labelled examples` */
  xTitle?: string;
  /** accuracy of guessing, drawn as a quiet line: 0.1 with ten classes */
  chance?: number;
  /** what the bands show: from the least to the largest value of the seeds, or one standard deviation; default: `range` */
  spread?: SpreadKind;
}

/**
 * How accuracy grows with the number of labelled examples: a line through the means for each way of training, a band for the spread over
 * the seeds, and a small dot for each training. The axis of examples is logarithmic: every doubling is a step of the same width.
 *
 *     accuracy(n) = share of test examples that are right after learning from n examples
 *
 * @param curves at least one, each with at least one point
 * @throws UserError where there is nothing to draw, for a number of examples below 1 and an accuracy that is no share
 * @see C. Cortes et al., "Learning curves: asymptotic values and rate of convergence", 1993
 * @example
 * await show(learningCurves([
 *   { name: 'from scratch', points: [{ examples: 50, values: [0.41, 0.46] }, { examples: 500, values: [0.71, 0.73] }] },
 *   { name: 'frozen features', points: [{ examples: 50, values: [0.68, 0.7] }, { examples: 500, values: [0.79, 0.8] }] },
 * ], { chance: 0.1 }));
 */
export function learningCurves(curves: readonly LearningCurve[], options: LearningCurvesOptions = {}): Figure {
  checkOptions(options, ['title', 'xTitle', 'chance', 'spread'], 'learningCurves');
  const { title = 'Accuracy over the number of examples', xTitle = defaults.xTitle, chance } = options;
  const spread = checkSpreadKind(options.spread ?? 'range', 'learningCurves');
  if (!Array.isArray(curves) || !curves.length) {
    throw new UserError(
      "learningCurves needs curves, such as [{ name: 'frozen', points: [{ examples: 50, values: [0.7] }] }].",
    );
  }
  const lines = curves.map((curve) => measuredLine(curve, xTitle, spread));
  const counts = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 64, r: 20, t: 50, b: 88 },
    dragmode: false,
    xaxis: { ...baseAxis, ...countAxis(counts), title: { text: `${xTitle}, logarithmic`, standoff: 6 } },
    yaxis: { ...baseAxis, title: { text: 'accuracy' }, tickformat: '.0%', range: accuracyRange(lines, chance) },
    legend: legendBelow,
    showlegend: true,
    ...(chance === undefined ? {} : guessingLine(chance)),
  };
  const told = lines.map(({ name, x, facts }) => {
    const each = facts.map((one, i) => `${spreadText(one, spread, asPercent, ' %')} with ${asCount(x[i])}`);
    return `${name} ${each.join(', ')}`;
  });
  return {
    data: lines.flatMap((line, index) => [...spreadLines(line, index), ...seedDots(line, index)]),
    layout,
    alt: `${title}; ${xTitle}, spread ${spreadMeanings[spread]}. ${told.join('; ')}.`,
  };
}

function measuredLine({ name, points }: LearningCurve, xTitle: string, spread: SpreadKind): MeasuredLine {
  if (!points?.length)
    throw new UserError(`learningCurves: ${name} needs points, such as [{ examples: 50, values: [0.7] }].`);
  const sorted = [...points].sort((a, b) => a.examples - b.examples);
  sorted.forEach(({ examples }, i) => {
    if (!(Number.isFinite(examples) && examples >= 1))
      throw new UserError(`learningCurves: ${name} needs numbers of examples from 1, got ${String(examples)}.`);
    if (examples === sorted[i - 1]?.examples)
      throw new UserError(
        `learningCurves: ${name} has two points with ${examples} examples: put their values into one.`,
      );
  });
  const facts = sorted.map(({ examples, values }) => {
    const what = `learningCurves: accuracy of ${name} with ${examples} examples`;
    const one = spreadFacts(values, spread, what);
    const outside = one.values.find((value) => value < 0 || value > 1);
    if (outside !== undefined) throw new UserError(`${what} must be a share from 0 to 1, got ${outside}.`);
    return one;
  });
  const x = sorted.map(({ examples }) => examples);
  return { name, x, facts, hover: x.map((count) => `${asCount(count)} ${xTitle}`) };
}

/** Each training as a small dot on the band. */
function seedDots({ name, x, facts }: MeasuredLine, index: number): Trace[] {
  const several = facts.flatMap(({ values }, i) => (values.length > 1 ? values.map((value) => [x[i], value]) : []));
  if (!several.length) return [];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: `${name}, seeds`,
      legendgroup: name,
      showlegend: false,
      x: several.map(([count]) => count),
      y: several.map(([, value]) => rounded(value, 5)),
      marker: { symbol: 'circle-open', size: 5, color: lineOf(index).color, line: { width: 1.2 } },
      hoverinfo: 'skip',
    },
  ];
}

/** The measured numbers as ticks, as long as they stand apart; else powers of ten. */
function countAxis(counts: readonly number[]): Record<string, unknown> {
  const [low, high] = [Math.log10(counts[0]), Math.log10(counts[counts.length - 1])];
  const room = Math.max(0.05 * (high - low), 0.05);
  const apart = counts.every((count, i) => i === 0 || Math.log10(count / counts[i - 1]) > 0.05 * (high - low));
  const ticks = apart ? { tickvals: counts, ticktext: counts.map(asCount) } : { dtick: 1 };
  return { type: 'log', range: [low - room, high + room], ...ticks };
}

/** From below the least to above the largest value, within 0…1.02. */
function accuracyRange(lines: readonly MeasuredLine[], chance: number | undefined): [number, number] {
  const all = lines.flatMap(({ facts }) => facts.flatMap(({ low, high, values }) => [low, high, ...values]));
  const [low, high] = [Math.min(...all, chance ?? 1), Math.max(...all, chance ?? 0)];
  const room = Math.max(0.01, 0.08 * (high - low));
  return [rounded(Math.max(0, low - room), 4), rounded(Math.min(1.02, high + room), 4)];
}
