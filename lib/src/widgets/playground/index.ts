import { activations, initializers, optimizers, pointSets } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { oneOf, upTo } from '../shell/given';
import { defaults, features, most, playgroundLosses, type Settings, suitableRates } from './settings';
import type { PlaygroundGiven } from './state';
import { words } from './words';

export interface PlaygroundWidgetOptions extends Partial<Settings> {
  title?: string;
}

const call = 'widget.playground';

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function playgroundGiven(options: PlaygroundWidgetOptions = {}): PlaygroundGiven {
  checkOptions(options, [...Object.keys(defaults), 'title'], call);
  const { title, ...choices } = options;
  const settings: Settings = { ...defaults, ...choices };
  if (options.learningRate === undefined) settings.learningRate = suitableRates[settings.optimizer];
  oneOf(pointSets, settings.data, 'set of points', call);
  oneOf(activations, settings.activation, 'activation', call);
  oneOf(initializers, settings.initializer, 'initializer', call);
  oneOf(optimizers, settings.optimizer, 'optimizer', call);
  oneOf(playgroundLosses, settings.loss, 'loss', call);
  oneOf(words.penalties, settings.penalty, 'penalty', call);
  upTo(most.batchSize, settings.batchSize, 'batchSize', call);
  upTo(most.seed, settings.seed, 'seed', call);
  between(0, 1, settings.noise, 'noise');
  between(0.1, 0.9, settings.trainingShare, 'trainingShare');
  between(0, 0.8, settings.dropout, 'dropout');
  between(0, 10, settings.strength, 'strength');
  between(0, 100, settings.learningRate, 'learningRate');
  return { title, settings: { ...settings, features: readFeatures(settings), hidden: readHidden(settings) } };
}

function between(least: number, largest: number, value: number, name: string): void {
  if (Number.isFinite(value) && value >= least && value <= largest) return;
  throw new UserError(`${call}: ${name} must be a number from ${least} to ${largest}, got ${value}.`);
}

function readFeatures({ features: chosen }: Settings): Settings['features'] {
  if (!Array.isArray(chosen) || chosen.length === 0) {
    throw new UserError(`${call}: features must be a list of some of ${Object.keys(features).join(', ')}.`);
  }
  for (const name of chosen) oneOf(features, name, 'feature', call);
  return (Object.keys(features) as Settings['features']).filter((name) => chosen.includes(name));
}

function readHidden({ hidden }: Settings): number[] {
  if (!Array.isArray(hidden) || hidden.length > most.layers) {
    throw new UserError(`${call}: hidden must be a list of at most ${most.layers} numbers of units, such as [4, 2].`);
  }
  return hidden.map((units, i) => upTo(most.units, units, `hidden[${i}]`, call));
}
