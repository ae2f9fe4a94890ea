import { checkOptions, checkWhole } from '../../maths/options';
import { type Configuration, type NumberRange, type Space, valueAt } from '../../maths/search-space';
import { UserError } from '../../project';
import { firstTrials } from './bayesian-search';
import { improvementModel } from './improvement-model';
import { measured, type Study } from './study';

export const defaults = { points: 121 };

/** What a Bayesian search of one hyper-parameter believed before a trial, and where it looked next. */
export interface AcquisitionStep {
  /** how many trials were over */
  trials: number;
  /** values of the hyper-parameter, in order */
  x: number[];
  /** what the model expects there, and its standard deviation */
  mean: number[];
  deviation: number[];
  /** expected improvement there */
  improvement: number[];
  /** the trials that are over: where, what came of them, and what the model takes them for */
  observed: { x: number; value?: number; counted: number }[];
  /** the value that the next trial has; nothing after the last one */
  next?: number;
}

/**
 * Looks over the shoulder of a search of one hyper-parameter: for each trial, what the Gaussian process made of those before.
 * @param study of a space with a single range
 * @param options `points`: how many values of the range; default: 121. `from`: the first number of trials that is shown; default: those that
 * a Bayesian search makes at random, before it has something to learn from
 * @throws UserError for a space with more dimensions, or fewer than two trials with a value
 * @example await show(acquisition(acquisitionSteps(study)));
 */
export function acquisitionSteps<S extends Space>(
  study: Pick<Study<S>, 'space' | 'trials' | 'results'>,
  options: { points?: number; from?: number } = {},
): AcquisitionStep[] {
  checkOptions(options, ['points', 'from'], 'acquisitionSteps');
  const points = checkWhole(options.points ?? defaults.points, 'points', 2);
  const from = checkWhole(options.from ?? firstTrials(study), 'from', 2);
  const [[name, dimension], ...others] = Object.entries(study.space);
  if (others.length > 0 || dimension.kind !== 'range') {
    throw new UserError(
      'acquisitionSteps draws searches of one range, such as { learningRate: logRange(1e-4, 1e-1) }.',
    );
  }
  const x = gridOf(dimension, points);
  const at = x.map((value) => ({ [name]: value }) as Configuration);
  const steps: AcquisitionStep[] = [];
  for (let trials = from; trials <= study.results.length; trials++) {
    const before = study.results.slice(0, trials);
    if (new Set(measured(before).map(({ value }) => value)).size < 2) continue;
    const model = improvementModel(study.space, before);
    const beliefs = model.believe(at);
    const over = before.filter(({ state }) => state === 'done' || state === 'failed');
    const next = study.results[trials]?.configuration[name] as number | undefined;
    steps.push({
      trials,
      x,
      mean: beliefs.map(({ mean }) => mean),
      deviation: beliefs.map(({ deviation }) => deviation),
      improvement: model.expect(at),
      observed: over.map(({ configuration, value }, i) => {
        const counted = { x: Number(configuration[name]), counted: model.counted[i] };
        return value === undefined ? counted : { ...counted, value };
      }),
      ...(next === undefined ? {} : { next }),
    });
  }
  if (steps.length > 0) return steps;
  throw new UserError(`acquisitionSteps needs a study with ${from} trials, of which two have different values.`);
}

function gridOf(dimension: NumberRange, points: number): number[] {
  return [...new Set(Array.from({ length: points }, (_, i) => valueAt(dimension, i / (points - 1))))];
}
