import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { type Spread, spreadFacts } from './seed-spread';
import { lineOf, symbols } from './series-look';

export const defaults = { width: 720, height: 380 };

/** One model: its accuracy at each shift. */
export interface ShiftedAccuracy {
  name: string;
  /** one entry for each shift: a share 0…1, or one for each seed */
  accuracy: readonly Spread[];
}

export interface AccuracyUnderShiftOptions {
  title?: string;
  /** accuracy of guessing, drawn as a quiet line: 0.1 with ten classes */
  chance?: number;
}

/**
 * How accurate models stay when the test images are moved: accuracy against the shift, a line a model, and a band from the least to
 * the largest value where there are several seeds.
 *
 *     accuracy(s) = share of test images that are recognised after a shift by s pixels
 *
 * @param models each with one accuracy for each shift
 * @param shifts in pixels, growing
 * @throws UserError where an accuracy is missing or is no share
 * @example accuracyUnderShift([{ name: 'CNN', accuracy: [0.88, 0.83, 0.7] }], [0, 1, 2])
 */
export function accuracyUnderShift(
  models: readonly ShiftedAccuracy[],
  shifts: readonly number[],
  options: AccuracyUnderShiftOptions = {},
): Figure {
  checkOptions(options, ['title', 'chance'], 'accuracyUnderShift');
  const { title = 'Accuracy under shift', chance } = options;
  if (!models?.length || !shifts?.length) {
    throw new UserError(
      'accuracyUnderShift needs models and shifts, such as [{ name, accuracy: [0.9, 0.8] }] and [0, 1].',
    );
  }
  const curves = models.map(({ name, accuracy }) => {
    if (accuracy.length !== shifts.length) {
      throw new UserError(`accuracyUnderShift: ${name} has ${accuracy.length} accuracies for ${shifts.length} shifts.`);
    }
    return { name, facts: accuracy.map((one, i) => spreadFacts(one, 'range', `${name} at shift ${shifts[i]}`)) };
  });
  const x = [...shifts];
  const data = curves.flatMap(({ name, facts }, index): Trace[] => {
    const line = lineOf(index);
    const band = {
      type: 'scatter',
      mode: 'lines',
      x: [...x, ...[...x].reverse()],
      y: [...facts.map(({ high }) => high), ...facts.map(({ low }) => low).reverse()],
      fill: 'toself',
      fillcolor: line.color,
      opacity: 0.2,
      line: { width: 0 },
      hoverinfo: 'skip',
      showlegend: false,
      legendgroup: name,
    };
    const mean = {
      type: 'scatter',
      mode: 'lines+markers',
      name,
      legendgroup: name,
      x,
      y: facts.map((one) => one.mean),
      line,
      marker: { symbol: symbols[index % symbols.length], size: 8, color: line.color },
      hovertemplate: `${name}<br>shift %{x} px: %{y:.1%}<extra></extra>`,
    };
    return facts.some(({ values }) => values.length > 1) ? [band, mean] : [mean];
  });
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 64, r: 20, t: 50, b: 84 },
    dragmode: false,
    xaxis: { ...baseAxis, title: { text: 'shift, in pixels', standoff: 6 }, tickvals: x },
    yaxis: { ...baseAxis, title: { text: 'accuracy' }, tickformat: '.0%', range: [0, 1.02] },
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 0.01, yref: 'container', yanchor: 'bottom' },
    showlegend: true,
  };
  if (chance !== undefined) {
    const line = { color: colours.ink, width: 1, dash: 'dot' };
    layout.shapes = [{ type: 'line', xref: 'paper', x0: 0, x1: 1, yref: 'y', y0: chance, y1: chance, line }];
    layout.annotations = [
      {
        xref: 'paper',
        x: 1,
        xanchor: 'right',
        yref: 'y',
        y: chance,
        yanchor: 'bottom',
        text: 'guessing',
        showarrow: false,
        font: { size: 11, color: colours.ink },
      },
    ];
  }
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const told = curves.map(({ name, facts }) => {
    const values = facts.map(({ mean }, i) => `${percent(mean)} at ${shifts[i]}`);
    return `${name} ${values.join(', ')}`;
  });
  return { data, layout, alt: `${title}, in pixels of shift: ${told.join('; ')}.` };
}
