import type { PrecisionRecall } from '../maths/detection';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, legendBelow, series } from './colours';
import type { Figure, Trace } from './figure';

export const defaults = {
  width: 620,
  height: 420,
  /** most points of a curve */
  points: 300,
};

export interface PrecisionRecallOptions {
  title?: string;
}

/** Dashes tell curves apart where their colours do not. */
const dashes = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'] as const;

/**
 * Precision over recall, a curve for each class or model, with its average precision:
 *
 *     precision = right detections / detections,   recall = right detections / objects
 *
 * taken for the k most certain detections, k = 1, 2, ….
 *
 * @param curves by name, of `meanAveragePrecision(…).perClass`
 * @throws UserError without curves
 * @example
 * const { perClass } = meanAveragePrecision(set.objects, found, set.classNames.length);
 * await show(precisionRecall(Object.fromEntries(set.classNames.map((name, i) => [name, perClass[i]]))));
 */
export function precisionRecall(
  curves: Readonly<Record<string, PrecisionRecall>>,
  options: PrecisionRecallOptions = {},
): Figure {
  checkOptions(options, ['title'], 'precisionRecall');
  const { title = 'Precision over recall' } = options;
  const named = Object.entries(curves ?? {});
  if (!named.length)
    throw new UserError('precisionRecall needs curves by name, such as { boot: meanAveragePrecision(…).perClass[0] }.');
  const data = named.map(([name, { precision, recall, averagePrecision }], i): Trace => {
    const every = Math.max(1, Math.ceil(precision.length / defaults.points));
    const drawn = precision.flatMap((_, k) => (k % every === 0 || k === precision.length - 1 ? [k] : []));
    return {
      type: 'scatter',
      mode: 'lines',
      name: `${name}, AP ${inNumbers(averagePrecision)}`,
      x: drawn.map((k) => Number(recall[k].toFixed(4))),
      y: drawn.map((k) => Number(precision[k].toFixed(4))),
      line: {
        color: series[i % series.length],
        width: 2,
        dash: dashes[Math.floor(i / series.length) % dashes.length],
      },
      hovertemplate: `${name}<br>recall %{x:.2f}, precision %{y:.2f}<extra></extra>`,
    };
  });
  const share = { ...baseAxis, range: [0, 1.03], dtick: 0.2 };
  const layout = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 60, r: 20, t: 50, b: 96 + 18 * Math.floor((named.length - 1) / 3) },
    dragmode: false,
    hovermode: 'closest',
    xaxis: { ...share, title: { text: 'recall', standoff: 6 } },
    yaxis: { ...share, title: { text: 'precision' } },
    legend: legendBelow,
    showlegend: true,
  };
  const told = named.map(([name, { averagePrecision }]) => `${name} ${inNumbers(averagePrecision)}`);
  return { data, layout, alt: `${title}; average precision: ${told.join(', ')}.` };
}

function inNumbers(averagePrecision: number | null): string {
  return averagePrecision === null ? 'unknown, no object' : averagePrecision.toFixed(2);
}
