import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, legendBelow } from './colours';
import type { Figure } from './figure';
import { type Spread, spreadFacts } from './seed-spread';
import { guessingLine, meansInWords, spreadLines } from './spread-lines';

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
    return {
      name,
      facts: accuracy.map((one, i) => spreadFacts(one, 'range', `accuracyUnderShift: ${name} at shift ${shifts[i]}`)),
    };
  });
  const lines = curves.map((curve) => ({ ...curve, x: shifts, hover: shifts.map((shift) => `shift ${shift} px`) }));
  const layout: Figure['layout'] = {
    ...baseLayout(title, defaults.width, defaults.height),
    margin: { l: 64, r: 20, t: 50, b: 84 },
    dragmode: false,
    xaxis: { ...baseAxis, title: { text: 'shift, in pixels', standoff: 6 }, tickvals: [...shifts] },
    yaxis: { ...baseAxis, title: { text: 'accuracy' }, tickformat: '.0%', range: [0, 1.02] },
    legend: legendBelow,
    showlegend: true,
    ...(chance === undefined ? {} : guessingLine(chance)),
  };
  const told = lines.map((one) => meansInWords(one, shifts.map(String)));
  return { data: lines.flatMap(spreadLines), layout, alt: `${title}, in pixels of shift: ${told.join('; ')}.` };
}
