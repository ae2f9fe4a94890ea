import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure } from './figure';
import { shortened } from './grid';
import { short } from './number-text';
import { plotlyText } from './plotly-text';

export const defaults = {
  width: 790,
  rowHeight: 46,
  nameWidth: 210,
  /** dots of one row; of more, those with the least in common are left out */
  dots: 600,
};

/** How much two answers to one exercise have in common. */
export interface SimilarPair {
  names: readonly [string, string];
  /** 0…1 */
  share: number;
}

export interface SimilarAnswers {
  name: string;
  pairs: readonly SimilarPair[];
}

/**
 * How much pairs of answers have in common: a row for each exercise, a dot for each pair. A pair that stands apart from the others of its row
 * is worth a look; in a row of short answers all are alike. The figure shows likeness, not who wrote what from whom.
 *
 * @param exercises shares without unit, `[pairs]` each
 * @param from pairs from this share on are in another colour; default 0.6
 * @throws UserError without exercises, or for a share below 0 or above 1
 * @example await show(answerSimilarity([{ name: '2.1', pairs: [{ names: ['Ada', 'Alan'], share: 0.83 }] }]))
 */
export function answerSimilarity(
  exercises: readonly SimilarAnswers[],
  options: { title?: string; from?: number } = {},
): Figure {
  checkOptions(options, ['title', 'from'], 'answerSimilarity');
  if (!exercises?.length) throw new UserError('answerSimilarity needs at least one exercise: { name, pairs }.');
  if (exercises.some(({ pairs }) => pairs.some(({ share }) => !(share >= 0 && share <= 1))))
    throw new UserError('answerSimilarity: every share must be 0 to 1.');
  const { title = 'What pairs of answers have in common', from = 0.6 } = options;
  const names = exercises.map(({ name }) => shortened(name, defaults.nameWidth));
  const margin = { l: Math.max(...names.map((name) => name.length)) * 6.6 + 16, r: 20, t: 50, b: 50 };
  const dots = exercises.flatMap(({ pairs }, row) =>
    [...pairs]
      .sort((a, b) => b.share - a.share)
      .slice(0, defaults.dots)
      .map((pair, i) => ({
        ...pair,
        x: Number((100 * pair.share).toFixed(1)),
        y: Number((row + spread(i)).toFixed(3)),
      })),
  );
  const group = (name: string, some: typeof dots, colour: string, size: number) => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: some.map(({ x }) => x),
    y: some.map(({ y }) => y),
    marker: { color: colour, size, opacity: size > 6 ? 1 : 0.5, line: { width: 0 } },
    hovertext: some.map(({ names: [a, b], x }) => `${plotlyText(a)} and ${plotlyText(b)}<br>${short(x)} %`),
    hoverinfo: 'text',
    cliponaxis: false,
  });
  return {
    data: [
      group(
        'pairs',
        dots.filter(({ share }) => share < from),
        colours.input,
        5,
      ),
      group(
        'pairs worth a look',
        dots.filter(({ share }) => share >= from),
        colours.output,
        8,
      ),
    ],
    layout: {
      ...baseLayout(title, defaults.width, exercises.length * defaults.rowHeight + margin.t + margin.b),
      margin,
      dragmode: false,
      showlegend: false,
      xaxis: {
        ...baseAxis,
        range: [-1, 101],
        dtick: 10,
        ticksuffix: ' %',
        zeroline: false,
        title: { text: 'of the shorter answer in common', standoff: 6 },
      },
      yaxis: {
        ...baseAxis,
        tickvals: names.map((_, i) => i),
        ticktext: names.map(plotlyText),
        range: [exercises.length - 0.5, -0.5],
        zeroline: false,
        ticks: '',
      },
    },
    numbersAreNames: true,
    alt: describe(title, exercises, from),
  };
}

/** −0.32 to 0.32, evenly filled (multiples of the golden ratio), so that dots of one value lie side by side. */
function spread(index: number): number {
  return (((index + 1) * 0.618034) % 1) * 0.64 - 0.32;
}

function describe(title: string, exercises: readonly SimilarAnswers[], from: number): string {
  const each = exercises.map(({ name, pairs }) => {
    const above = pairs.filter(({ share }) => share >= from).length;
    const most = Math.max(0, ...pairs.map(({ share }) => share));
    return `${name}: ${pairs.length} pairs, at most ${short(Math.round(100 * most))} % in common, ${above} with ${short(Math.round(100 * from))} % or more`;
  });
  return `${title}. ${each.join('. ')}.`;
}
