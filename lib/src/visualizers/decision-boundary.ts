import { checkOptions, checkWhole } from '../maths/options';
import { checkMatrix, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { baseAxis, baseLayout, series } from './colours';
import type { Figure, Trace } from './figure';
import { placed } from './pixel-canvas';
import { rasterDataUri } from './png';
import type { Raster } from './raster';
import { symbols } from './series-look';

export const defaults = {
  /** side of the plot area, in pixels */
  size: 380,
  /** the model is asked at so many places in each direction */
  resolution: 80,
  /** free room around the points, as a share of their extent */
  margin: 0.12,
};

export interface DecisionBoundaryOptions {
  /** the word for each class; default: `class 0`, `class 1` … */
  classNames?: readonly string[];
  title?: string;
  /** titles of the two axes */
  axes?: readonly [string, string];
  resolution?: number;
}

/**
 * What a classifier says everywhere in the plane: the ground has the colour of the most probable class, the stronger the surer, and the
 * points that it was trained on lie on it.
 *
 * @param predict from points `[n, 2]` to probabilities: `[n]` for the second of two classes, or `[n, classes]`
 * @param points `[n, 2]`
 * @param labels the class of each point, from 0
 * @throws UserError where points and labels do not fit, or the prediction has another form
 * @example
 * await show(decisionBoundary((xy) => tf.tidy(() => model.predict(tf.tensor2d(xy)).arraySync()), points, labels))
 */
export function decisionBoundary(
  predict: (points: Matrix) => readonly number[] | Matrix,
  points: Matrix,
  labels: readonly number[],
  options: DecisionBoundaryOptions = {},
): Figure {
  checkOptions(options, ['classNames', 'title', 'axes', 'resolution'], 'decisionBoundary');
  const [count, dimensions] = checkMatrix(points, 'points', ['points', 'coordinates']);
  if (dimensions !== 2) throw new UserError(`decisionBoundary draws points with two coordinates, got ${dimensions}.`);
  if (labels?.length !== count) {
    throw new UserError(`decisionBoundary got ${labels?.length ?? 'no'} labels for ${count} points: give one a point.`);
  }
  const resolution = checkWhole(options.resolution ?? defaults.resolution, 'resolution', 2);
  const [xs, ys] = [0, 1].map((axis) => range(points.map((point) => point[axis])));
  const at = ([from, to]: [number, number], share: number) => from + (to - from) * share;
  const grid = Array.from({ length: resolution ** 2 }, (_, i) => [
    at(xs, ((i % resolution) + 0.5) / resolution),
    at(ys, 1 - (Math.floor(i / resolution) + 0.5) / resolution),
  ]);
  const rows = asRows(predict(grid), grid.length);
  const classes = Math.max(rows[0].length, 1 + Math.max(...labels));
  const names = options.classNames ?? Array.from({ length: classes }, (_, index) => `class ${index}`);
  const answers = asRows(predict(points), count).map(argmax);
  const right = answers.filter((answer, i) => answer === labels[i]).length;
  const title = options.title ?? 'Decision boundary';
  const { size } = defaults;
  const [xTitle, yTitle] = options.axes ?? ['x₁', 'x₂'];
  const data = names.map((name, index): Trace => {
    const own = points.filter((_, i) => labels[i] === index);
    const marker = {
      symbol: symbols[index % symbols.length],
      size: 7,
      color: series[index % series.length],
      line: { color: '#ffffff', width: 1 },
    };
    const [x, y] = [own.map(([first]) => first), own.map(([, second]) => second)];
    return { type: 'scatter', mode: 'markers', name, x, y, marker };
  });
  const box = { left: xs[0], top: ys[1], width: xs[1] - xs[0], height: ys[1] - ys[0] };
  const layout: Figure['layout'] = {
    ...baseLayout(title, size + 200, size + 110),
    margin: { l: 60, r: 140, t: 50, b: 60, autoexpand: false },
    dragmode: false,
    xaxis: { ...baseAxis, title: { text: xTitle, standoff: 6 }, range: xs, showgrid: false, zeroline: false },
    yaxis: { ...baseAxis, title: { text: yTitle }, range: ys, showgrid: false, zeroline: false },
    legend: { x: 1.03, y: 1 },
    showlegend: true,
    images: [placed(rasterDataUri(ground(rows, resolution)), box)],
  };
  const share = Math.round((100 * right) / count);
  return { data, layout, alt: `${title}: ${count} points of ${names.join(', ')}; ${share} % lie on their own colour.` };
}

function range(values: number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) * defaults.margin;
  return [low - room, high + room];
}

/** One list of probabilities a point, also of a model with one output. */
function asRows(given: readonly number[] | Matrix, count: number): Matrix {
  const rows = [...(given ?? [])].map((one: number | number[]) => {
    const row = typeof one === 'number' ? [one] : one;
    return row.length === 1 ? [1 - row[0], row[0]] : row;
  });
  if (rows.length !== count || !rows.every((row) => row.length === rows[0].length && row.every(Number.isFinite))) {
    throw new UserError(
      `decisionBoundary: predict must return [${count}] or [${count}, classes] finite numbers for ${count} points.`,
    );
  }
  return rows;
}

function argmax(values: number[]): number {
  return values.indexOf(Math.max(...values));
}

/** A pixel for each place: the colour of the class, mixed with white until the class is sure. */
function ground(rows: Matrix, resolution: number): Raster {
  const colour = (index: number) => {
    const code = series[index % series.length];
    return [1, 3, 5].map((start) => Number.parseInt(code.slice(start, start + 2), 16));
  };
  const pixels = new Uint8Array(3 * rows.length);
  rows.forEach((row, place) => {
    const best = argmax(row);
    const chance = 1 / row.length;
    const sure = Math.min(1, Math.max(0, (row[best] - chance) / (1 - chance)));
    const share = 0.12 + 0.5 * sure;
    colour(best).forEach((value, c) => {
      pixels[3 * place + c] = Math.round(share * value + (1 - share) * 242);
    });
  });
  return { width: resolution, height: resolution, depth: 3, pixels };
}
