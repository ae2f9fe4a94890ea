import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { type ClassLabels, numberedLabels } from './class-labels';
import { baseAxis, baseLayout, colours, legendBelow, panelCaption, series } from './colours';
import type { Figure, Trace } from './figure';
import { withinBudget } from './grid';
import { mosaic } from './mosaic';
import { rounded } from './number-text';
import { toRaster } from './raster';
import { symbols } from './series-look';

export const defaults = {
  /** side of each panel, in pixels */
  side: 340,
  gap: 70,
  /** most points drawn, evenly chosen */
  limit: 1500,
  margin: { l: 52, r: 16, t: 66, b: 118 },
};

export interface LatentSpaceOptions {
  /** `classNames[label]`; default: those that occur */
  classNames?: readonly string[];
  /** rows from the top, as `latentGrid` gives them, with the largest number of its square: drawn beside the points */
  grid?: { images: Image[][]; range: number };
  title?: string;
}

/**
 * A latent space of two dimensions: where images of each class lie, and beside it, on the same axes, which image the decoder makes of
 * each place.
 *
 * @param points `[count][2]`, as `latentPoints` gives them
 * @param labels the class of each point
 * @throws UserError for points of other dimensions, or labels that do not fit
 * @example await show(latentSpace(latentPoints(vae, test), test.labels, { classNames: test.classNames, grid: latentGrid(vae) }));
 */
export function latentSpace(
  points: readonly number[][],
  labels: ClassLabels,
  options: LatentSpaceOptions = {},
): Figure {
  checkOptions(options, ['classNames', 'grid', 'title'], 'latentSpace');
  const { grid, title = 'Latent space' } = options;
  if (!points?.length || !points.every((point) => point.length === 2 && point.every(Number.isFinite)))
    throw new UserError(`latentSpace takes points with two finite numbers each, got ${JSON.stringify(points?.[0])}.`);
  if (points.length !== labels.length)
    throw new UserError(`latentSpace got ${points.length} points and ${labels.length} labels: give one label each.`);
  const { classNames, numbers } = numberedLabels({ labels }, options.classNames, 'latentSpace');
  const { side, gap, margin, limit } = defaults;
  const step = Math.ceil(points.length / limit);
  const data = classNames.flatMap((name, label): Trace[] => {
    const own = points.filter((_, i) => numbers[0][i] === label && i % step === 0);
    if (own.length === 0) return [];
    const [x, y] = [0, 1].map((axis) => own.map((point) => rounded(point[axis], 3)));
    // More classes than colours: those of a second round have other symbols.
    const symbol = symbols[Math.floor(label / series.length) * 2 + (label % 2)];
    const marker = { size: 5.5, opacity: 0.75, color: series[label % series.length], symbol };
    return [{ type: 'scatter', mode: 'markers', name, x, y, marker, hoverinfo: 'name' }];
  });
  const range = grid?.range ?? Math.max(...points.flat().map(Math.abs));
  const inner = grid ? 2 * side + gap : side;
  const share = side / inner;
  const axis = { ...baseAxis, range: [-range, range], nticks: 7 };
  const layout: Figure['layout'] = {
    ...baseLayout(title, inner + margin.l + margin.r, side + margin.t + margin.b),
    margin,
    legend: { ...legendBelow, itemsizing: 'constant' },
    showlegend: true,
    xaxis: { ...axis, title: { text: 'z₁', standoff: 4 }, domain: [0, share] },
    yaxis: { ...axis, title: { text: 'z₂', standoff: 4 } },
  };
  if (grid) {
    const [source] = withinBudget([toRaster(mosaic(grid.images, 'latentSpace'), {})], side);
    const square = { xref: 'x2', yref: 'y2', x: -range, y: range, sizex: 2 * range, sizey: 2 * range };
    Object.assign(layout, {
      xaxis2: { ...axis, title: { text: 'z₁', standoff: 4 }, domain: [1 - share, 1], anchor: 'y2' },
      yaxis2: { ...axis, anchor: 'x2' },
      images: [{ source, ...square, sizing: 'stretch', layer: 'below' }],
      annotations: [
        panelCaption('images, by their class', share / 2, 1.01),
        panelCaption('what the decoder makes of each place', 1 - share / 2, 1.01),
      ],
    });
    data.push({ type: 'scatter', ...outline(range), xaxis: 'x2', yaxis: 'y2', showlegend: false, hoverinfo: 'skip' });
  }
  return { data, layout, alt: `${title}: ${describe(points, numbers[0], classNames)}.${grid ? gridWords(grid) : ''}` };
}

function outline(range: number): Record<string, unknown> {
  const [x, y] = [
    [-1, 1, 1, -1, -1],
    [-1, -1, 1, 1, -1],
  ].map((corners) => corners.map((corner) => corner * range));
  return { mode: 'lines', x, y, line: { color: colours.ink, width: 1 } };
}

function gridWords({ images }: { images: Image[][] }): string {
  return ` Beside it ${images.length} × ${images[0].length} images that the decoder makes of a grid of places.`;
}

/** Where the middle of each class is. */
function describe(points: readonly number[][], numbers: readonly number[], classNames: readonly string[]): string {
  const middles = classNames.flatMap((name, label) => {
    const own = points.filter((_, i) => numbers[i] === label);
    if (own.length === 0) return [];
    const mean = (axis: number) => own.reduce((sum, point) => sum + point[axis], 0) / own.length;
    return [`${name} around (${mean(0).toFixed(1)}, ${mean(1).toFixed(1)})`];
  });
  return middles.slice(0, 12).join(', ');
}
