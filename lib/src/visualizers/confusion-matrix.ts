import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { type ClassLabels, numberedLabels } from './class-labels';
import { baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { short } from './number-text';

export const defaults = {
  /** side of a cell in pixels, and the sides of the matrix that it is fitted to */
  cell: { largest: 74, smallest: 12 },
  side: { largest: 560, smallest: 200 },
  /** cells from this side on hold the count and its share, from this side on the count alone */
  share: 40,
  count: 26,
  /** room for the longest class name, in pixels */
  nameWidth: 150,
};

export interface ConfusionMatrixOptions {
  /** the word for each class; default: names that occur, or `class 0`, `class 1` … */
  classNames?: readonly string[];
  title?: string;
}

/**
 * Which class was taken for which: a row for each true class, a column for each predicted one. A cell holds how many
 * examples of its row went to its column, and their share of the row in percent; empty cells are zeros. Right answers,
 * on the diagonal, are green, mistakes purple: the darker, the larger the share.
 *
 *     share[true, predicted] = count[true, predicted] / Σ over p of count[true, p]
 *
 * @param trueLabels one class an example, as number or name; or the counts themselves, `[true class][predicted class]`
 * @param predictedLabels as many, in the same order; left out where counts are given
 * @throws UserError for lists of different lengths, an unknown class, or counts that are not square
 * @example await show(confusionMatrix(test.labels, predictions, { classNames: test.classNames }))
 */
export function confusionMatrix(
  trueLabels: ClassLabels,
  predictedLabels: ClassLabels,
  options?: ConfusionMatrixOptions,
): Figure;
export function confusionMatrix(counts: readonly (readonly number[])[], options?: ConfusionMatrixOptions): Figure;
export function confusionMatrix(
  first: ClassLabels | readonly (readonly number[])[],
  second?: ClassLabels | ConfusionMatrixOptions,
  third?: ConfusionMatrixOptions,
): Figure {
  const counted = Array.isArray(first) && Array.isArray(first[0]);
  const options = (counted ? (second as ConfusionMatrixOptions) : third) ?? {};
  checkOptions(options, ['classNames', 'title'], 'confusionMatrix');
  const { counts, classNames } = counted
    ? checkedCounts(first as number[][], options.classNames)
    : countLabels(first as ClassLabels, second as ClassLabels, options.classNames);
  return draw(counts, classNames, options.title);
}

interface Counts {
  /** `[true class][predicted class]` */
  counts: number[][];
  classNames: string[];
}

function countLabels(trueLabels: ClassLabels, predictedLabels: ClassLabels, names?: readonly string[]): Counts {
  const { classNames, numbers } = numberedLabels({ trueLabels, predictedLabels }, names, 'confusionMatrix');
  const counts = classNames.map(() => classNames.map(() => 0));
  for (const [example, label] of numbers[0].entries()) counts[label][numbers[1][example]]++;
  return { counts, classNames };
}

function checkedCounts(counts: number[][], names?: readonly string[]): Counts {
  const size = counts.length;
  if (counts.some((row) => row.length !== size || row.some((count) => !(Number.isFinite(count) && count >= 0)))) {
    throw new UserError(
      'confusionMatrix: counts must be a square matrix [true class][predicted class] of numbers ≥ 0.',
    );
  }
  if (names && names.length !== size) {
    throw new UserError(`confusionMatrix: there are ${names.length} classNames for ${size} classes: give one a class.`);
  }
  return { counts, classNames: names ? [...names] : counts.map((_, index) => `class ${index}`) };
}

function draw(counts: number[][], classNames: string[], title?: string): Figure {
  const size = classNames.length;
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const shares = counts.map((row, i) => row.map((count) => (totals[i] ? count / totals[i] : 0)));
  const { cell: limits, side } = defaults;
  const cell = Math.round(Math.min(limits.largest, Math.max(limits.smallest, side.largest / size)));
  const plot = Math.max(side.smallest, cell * size);
  const names = classNames.map((name) => shortened(name, defaults.nameWidth));
  const room = Math.ceil(Math.max(...names.map((name) => name.length)) * 6.8) + 12;
  const slanted = room > plot / size;
  const all = totals.reduce((sum, total) => sum + total, 0);
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  const what = `${short(right, 6)} of ${short(all, 6)} right, ${percent(all ? right / all : 0)}`;
  const margin = { l: room + 30, r: 20, t: 50, b: (slanted ? room : 24) + 26 };
  const heading = `${title ?? 'Confusion matrix'}: ${what}`;
  const width = Math.max(plot + margin.l + margin.r, heading.length * 8 + 20);
  margin.r += width - (plot + margin.l + margin.r);
  const axis = { tickvals: classNames.map((_, index) => index), ticktext: names, fixedrange: true };
  const quiet = { showgrid: false, zeroline: false, showline: false, ticks: '' };
  const written = plot / size;
  return {
    data: [
      cells(counts, shares, classNames, written, false),
      cells(counts, shares, classNames, written, true),
      frame(size, written),
    ],
    layout: {
      ...baseLayout(heading, width, plot + margin.t + margin.b),
      margin,
      dragmode: false,
      showlegend: false,
      xaxis: {
        ...axis,
        ...quiet,
        range: [-0.5, size - 0.5],
        tickangle: !slanted ? 0 : cell < defaults.count ? -90 : -45,
        title: { text: 'predicted class', standoff: 8 },
      },
      yaxis: { ...axis, ...quiet, range: [size - 0.5, -0.5], title: { text: 'true class', standoff: 8 } },
    },
    alt: describe(counts, shares, classNames, what),
  };
}

/** The diagonal, or everything else: each on its own scale of colours, all light enough for black text. */
function cells(counts: number[][], shares: number[][], names: string[], cell: number, diagonal: boolean): Trace {
  const belongs = (i: number, j: number) => (i === j) === diagonal && counts[i][j] > 0;
  const mistakes = shares.flatMap((row, i) => row.filter((_, j) => i !== j));
  const z = shares.map((row, i) => row.map((share, j) => (belongs(i, j) ? Number(share.toPrecision(4)) : null)));
  const text = counts.map((row, i) =>
    row.map((count, j) => {
      if (!belongs(i, j) || cell < defaults.count) return '';
      const share = cell < defaults.share ? '' : `<br><span style="font-size:10px">${percent(shares[i][j])}</span>`;
      return `${diagonal ? `<b>${short(count, 6)}</b>` : short(count, 6)}${share}`;
    }),
  );
  const hover = counts.map((row, i) =>
    row.map((count, j) => {
      if (!belongs(i, j)) return '';
      return `true ${names[i]}<br>predicted ${names[j]}<br>${count}, ${percent(shares[i][j])} of the row`;
    }),
  );
  return {
    type: 'heatmap',
    name: diagonal ? 'right' : 'mistakes',
    z,
    zmin: 0,
    zmax: diagonal ? 1 : Math.max(0.02, ...mistakes),
    colorscale: [
      [0, diagonal ? '#D9F0E8' : '#FAF1F6'],
      [1, diagonal ? colours.good : colours.bad],
    ],
    text,
    texttemplate: '%{text}',
    textfont: { size: cell < defaults.share ? 10 : 13, color: '#000000' },
    hovertext: hover,
    hovertemplate: '%{hovertext}<extra></extra>',
    xgap: 1,
    ygap: 1,
    showscale: false,
    hoverongaps: false,
  };
}

/** Lines between the cells, so that empty ones are seen too. */
function frame(size: number, cell: number): Trace {
  const [x, y]: (number | null)[][] = [[], []];
  const step = cell < defaults.count ? size : 1;
  for (let at = 0; at <= size; at += step) {
    x.push(at - 0.5, at - 0.5, null, -0.5, size - 0.5, null);
    y.push(-0.5, size - 0.5, null, at - 0.5, at - 0.5, null);
  }
  const line = { color: colours.grid, width: 1 };
  return { type: 'scatter', mode: 'lines', x, y, line, hoverinfo: 'skip', cliponaxis: false };
}

function percent(share: number): string {
  return `${short(100 * share, share >= 0.0995 ? 3 : 2)} %`;
}

function describe(counts: number[][], shares: number[][], names: string[], what: string): string {
  const mistakes = counts
    .flatMap((row, i) => row.map((count, j) => ({ i, j, count })))
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ i, j, count }) => `${names[i]} taken for ${names[j]} ${count} times (${percent(shares[i][j])})`);
  const diagonal = names.slice(0, 20).map((name, i) => `${name} ${percent(shares[i][i])}`);
  return (
    `Confusion matrix of ${names.length} classes: ${what}. Right by true class: ${diagonal.join(', ')}` +
    `${names.length > 20 ? ' …' : ''}. ${mistakes.length ? `Most frequent mistakes: ${mistakes.join('; ')}` : 'No mistakes'}.`
  );
}
