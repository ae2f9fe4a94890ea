import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseLayout, colours, valueScale } from './colours';
import type { Figure } from './figure';
import { shortened } from './grid';
import { short } from './number-text';
import { plotlyText } from './plotly-text';

export const defaults = {
  /** of a row, in pixels: as many as there is room for */
  row: { largest: 22, smallest: 5 },
  /** from this height on a row has its name and its numbers */
  named: 11,
  /** all rows together fit into this height, in pixels */
  height: 1100,
  column: { largest: 64, smallest: 12 },
  width: 790,
  nameWidth: 170,
};

/** One student, or one group, and what was reached of each exercise. */
export interface ProgressRow {
  name: string;
  /** 0…1 for each column; null where nothing was handed in */
  shares: readonly (number | null)[];
}

export interface ClassProgressOptions {
  title?: string;
  /** rows as they are given, or those who reached most first; default: `reached` */
  order?: 'given' | 'reached';
}

/**
 * Where a class stands: a row for each student, a column for each exercise, the colour says which share of the points was reached.
 * Cells without a hand-in are empty. Below each column stands its mean over the hand-ins, beside each row its mean over all columns.
 *
 *     mean of a column = Σ share / number of hand-ins        mean of a row = Σ share / number of columns (missing counts 0)
 *
 * @param rows one a student: shares of the points, without unit, `[columns]`
 * @param columns ids of the exercises
 * @throws UserError without rows or columns, or where a row has not one share for each column
 * @example await show(classProgress([{ name: 'Ada', shares: [1, 0.5, null] }], ['2.1', '2.2', '2.3']))
 */
export function classProgress(
  rows: readonly ProgressRow[],
  columns: readonly string[],
  options: ClassProgressOptions = {},
): Figure {
  checkOptions(options, ['title', 'order'], 'classProgress');
  if (!rows?.length || !columns?.length) throw new UserError('classProgress needs at least one row and one column.');
  for (const { name, shares } of rows) {
    if (shares.length !== columns.length || shares.some((one) => one !== null && !(one >= 0 && one <= 1))) {
      throw new UserError(`classProgress: "${name}" needs ${columns.length} shares of 0 to 1 or null.`);
    }
  }
  const { title = 'Progress of the class', order = 'reached' } = options;
  const means = rows.map(({ shares }) => shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) / columns.length);
  const sorted = rows.map((row, i) => ({ ...row, mean: means[i] }));
  if (order === 'reached') sorted.sort((a, b) => b.mean - a.mean);
  const { row: rowLimits, column: columnLimits } = defaults;
  const rowHeight = within(defaults.height / rows.length, rowLimits);
  const named = rowHeight >= defaults.named;
  const names = sorted.map(({ name }) => plotlyText(shortened(name, defaults.nameWidth)));
  const longest = Math.max(...sorted.map(({ name }) => shortened(name, defaults.nameWidth).length));
  const room = named ? Math.ceil(longest * 7.2) + 20 : 20;
  const margin = { l: room, r: 64, t: 50, b: 66 };
  const columnWidth = within((defaults.width - margin.l - margin.r) / columns.length, columnLimits);
  const width = Math.max(420, columnWidth * columns.length + margin.l + margin.r);
  const columnMeans = columns.map((_, j) => meanOf(rows.flatMap(({ shares }) => shares[j] ?? [])));
  const axis = { fixedrange: true, showgrid: false, zeroline: false, showline: false, ticks: '' };
  const written = columnWidth >= 28;
  const annotations = named
    ? sorted.map(({ mean }, i) => ({
        xref: 'paper',
        x: 1,
        y: i,
        xanchor: 'left',
        xshift: 8,
        text: percent(mean),
        showarrow: false,
        font: { size: Math.min(12, rowHeight - 1), color: colours.ink },
      }))
    : [];
  return {
    data: [
      {
        type: 'heatmap',
        name: 'share of the points',
        z: sorted.map(({ shares }) => shares.map((share) => (share === null ? null : Number(share.toFixed(3))))),
        zmin: 0,
        zmax: 1,
        colorscale: valueScale,
        showscale: false,
        xgap: 1,
        ygap: named ? 1 : 0,
        text: sorted.map(({ shares }) => shares.map((share) => (share === null || !written ? '' : cellText(share)))),
        texttemplate: named ? '%{text}' : '',
        textfont: { size: Math.max(8, Math.min(11, rowHeight - 4)) },
        hovertext: sorted.map(({ name, shares }) =>
          shares.map(
            (share, j) =>
              `${plotlyText(name)}<br>${columns[j]}: ${share === null ? 'nothing handed in' : percent(share)}`,
          ),
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
        hoverongaps: false,
      },
    ],
    layout: {
      ...baseLayout(title, width, Math.round(rowHeight * rows.length + margin.t + margin.b)),
      margin,
      dragmode: false,
      showlegend: false,
      xaxis: {
        ...axis,
        tickvals: columns.map((_, j) => j),
        ticktext: columns.map((name, j) => `${plotlyText(name)}${written ? `<br>${percent(columnMeans[j])}` : ''}`),
        tickangle: written ? 0 : -90,
        range: [-0.5, columns.length - 0.5],
        title: { text: 'exercise, and the mean share of its points', standoff: 8 },
      },
      yaxis: {
        ...axis,
        showticklabels: named,
        tickvals: names.map((_, i) => i),
        ticktext: names,
        tickfont: { size: Math.min(12, rowHeight - 1) },
        range: [rows.length - 0.5, -0.5],
      },
      annotations,
    },
    numbersAreNames: true,
    alt: describe(title, sorted, columns, columnMeans),
  };
}

function within(value: number, { largest, smallest }: { largest: number; smallest: number }): number {
  return Math.floor(Math.min(largest, Math.max(smallest, value)));
}

/** Full and no points are seen by a sign, so that the eye finds what lies between. */
function cellText(share: number): string {
  return share === 1 ? '✓' : share === 0 ? '0' : String(Math.round(100 * share));
}

function meanOf(values: number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

function percent(share: number): string {
  return `${short(Math.round(100 * share))} %`;
}

function describe(
  title: string,
  rows: { name: string; mean: number }[],
  columns: readonly string[],
  means: number[],
): string {
  const each = columns.slice(0, 30).map((name, j) => `${name} ${percent(means[j])}`);
  const best = rows.reduce((a, b) => (b.mean > a.mean ? b : a));
  const least = rows.reduce((a, b) => (b.mean < a.mean ? b : a));
  return (
    `${title}: ${rows.length} students, ${columns.length} exercises. Mean share of the points by exercise: ${each.join(', ')}` +
    `${columns.length > 30 ? ' …' : ''}. Students reached ${percent(least.mean)} to ${percent(best.mean)} of all points.`
  );
}
