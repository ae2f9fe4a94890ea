import { checkOptions } from '../maths/options';
import { checkMatrix, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { baseLayout, colours, titleOnTop, valueScale } from './colours';
import type { Figure } from './figure';
import { plotlyText } from './plotly-text';

export const defaults = {
  /** side of a cell in pixels */
  cell: { largest: 42, smallest: 22 },
  /** that the cells are fitted to, in pixels */
  side: 460,
  end: 'end of sentence',
};

export interface WordAttentionOptions {
  title?: string;
}

/**
 * Which words a network looked at while it wrote: a row for each word that was written, a column for each that was read. Yellow is all of
 * the attention, dark blue none.
 *
 * @param source the words that were read
 * @param target the words that were written
 * @param weights `[target, source]`, each row adds up to 1; one row more than words is that of the end of the sentence
 * @throws UserError for weights that do not fit the words or are below 0
 * @example
 * const [{ source, words, attention }] = translateSentences(translator, dictionary, ['My book is red.']);
 * await show(wordAttention(source, words, attention));
 */
export function wordAttention(
  source: readonly string[],
  target: readonly string[],
  weights: Matrix,
  options: WordAttentionOptions = {},
): Figure {
  checkOptions(options, ['title'], 'wordAttention');
  const { title = 'What the network looked at for each word' } = options;
  const [rows, columns] = checkMatrix(weights, 'weights', ['target', 'source']);
  const written = rows === target.length + 1 ? [...target, defaults.end] : target;
  if (columns !== source.length || rows !== written.length)
    throw new UserError(
      `wordAttention: weights are [${rows}, ${columns}], but there are ${target.length} words that were written and ${source.length} that were read.`,
    );
  if (!weights.flat().every((weight) => Number.isFinite(weight) && weight >= 0))
    throw new UserError('wordAttention: weights must be numbers from 0.');
  const { largest, smallest } = defaults.cell;
  const cell = Math.max(smallest, Math.min(largest, Math.floor(defaults.side / Math.max(rows, columns))));
  const roomFor = (words: readonly string[]) => 8 * Math.max(...words.map(({ length }) => length)) + 16;
  const margin = { l: roomFor(written) + 24, r: 90, t: roomFor(source) * 0.75 + 76, b: 20 };
  const plot = { width: cell * columns, height: cell * rows };
  const width = Math.max(plot.width + margin.l + margin.r, 8 * title.length + 40);
  margin.r += width - (plot.width + margin.l + margin.r);
  const axis = {
    showgrid: false,
    zeroline: false,
    fixedrange: true,
    ticks: '',
    tickfont: { size: 13, family: 'DejaVu Sans Mono, monospace' },
  };
  return {
    data: [
      {
        type: 'heatmap',
        z: weights.map((row) => row.map((weight) => Number(weight.toFixed(3)))),
        zmin: 0,
        zmax: 1,
        colorscale: valueScale,
        ...{ xgap: 1, ygap: 1 },
        text: written.map((word) => source.map((read) => plotlyText(`${word} ← ${read}`))),
        hovertemplate: '%{text}: %{z:.0%}<extra></extra>',
        colorbar: {
          ...{ thickness: 12, len: 1, x: 1.02, outlinewidth: 0 },
          tickformat: '.0%',
          tickvals: [0, 0.5, 1],
          tickfont: { color: colours.ink },
        },
      },
    ],
    layout: {
      ...baseLayout(title, width, plot.height + margin.t + margin.b),
      title: titleOnTop(title), // the words read stand below it
      margin,
      dragmode: false,
      xaxis: {
        ...axis,
        ...named(source),
        ...{ side: 'top', tickangle: -45, range: [-0.5, columns - 0.5] },
        title: { text: 'read', standoff: 6 },
      },
      yaxis: { ...axis, ...named(written), range: [rows - 0.5, -0.5], title: { text: 'written', standoff: 8 } },
    },
    alt: `${title}: ${written.map((word, i) => strongest(word, weights[i], source)).join('; ')}.`,
  };
}

/** Words as ticks by place: the same word may stand twice. */
function named(words: readonly string[]): Record<string, unknown> {
  return { tickvals: words.map((_, i) => i), ticktext: words.map(plotlyText) };
}

function strongest(word: string, row: readonly number[], source: readonly string[]): string {
  const most = row.indexOf(Math.max(...row));
  return `${word} looked most at ${source[most]} (${Math.round(100 * row[most])} %)`;
}
