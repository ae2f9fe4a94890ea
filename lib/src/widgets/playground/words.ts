import { toSay } from '../../languages/english';
import { say, sayCount } from '../../languages/texts';
import { pointSets } from '../../maths';
import { fixed } from '../../visualizers/number-text';
import { features, type Settings } from './settings';
import type { PlaygroundState, UnitPlace } from './state';
import type { Measured } from './training';

/** All that the widget says, in one place. */

export const words = {
  title: toSay('A network to play with'),
  play: toSay('Play'),
  pause: toSay('Pause'),
  step: toSay('Step: one batch'),
  epoch: toSay('One epoch'),
  reset: toSay('Start again'),
  pace: toSay('Epochs a second'),
  groups: { data: toSay('Data'), network: toSay('Network'), training: toSay('Training') },
  data: toSay('Points'),
  noise: toSay('Noise'),
  trainingShare: toSay('Share to train on'),
  batchSize: toSay('Batch size'),
  seed: toSay('Seed'),
  showTest: toSay('Show test points'),
  features: toSay('Features'),
  hidden: toSay('Hidden layers'),
  unitsIn: (layer: number) => say('Units in layer {layer}', { layer: layer + 1 }),
  activation: toSay('Activation'),
  initializer: toSay('First weights'),
  batchNormalization: toSay('Batch normalization'),
  dropout: toSay('Dropout'),
  penalty: toSay('Penalty'),
  penalties: { none: toSay('none'), l1: 'L1', l2: 'L2' },
  strength: 'λ',
  optimizer: toSay('Optimizer'),
  learningRate: toSay('Learning rate'),
  loss: toSay('Loss'),
  percent: (share: number) => say('{n} %', { n: Math.round(100 * share) }),

  networkPanel: toSay('Network: choose a unit'),
  networkKeys: toSay('Arrow keys choose the unit whose output fills the plane.'),
  planeKeys: toSay('Arrow keys move the probe.'),
  networkLabel: ({ features, hidden }: Settings) =>
    say('{features}, {hidden}, one output. Lines are weights: the wider the larger, orange above 0 and blue below.', {
      features: sayCount(features.length, '{n} feature', '{n} features'),
      hidden: hidden.length
        ? say('hidden layers of {units} units', { units: hidden.join(', ') })
        : say('no hidden layer'),
    }),
  planePanel: (state: PlaygroundState) =>
    say('{unit} over the plane', { unit: capital(unitName(state, state.chosen)) }),
  planeLabel: ({ settings }: PlaygroundState) =>
    say('Points of the set “{name}”: orange squares are class 1, blue circles class 0, hollow ones are test points.', {
      name: say(pointSets[settings.data].name),
    }),
  lossPanel: ({ run }: PlaygroundState, { training, test }: Measured) =>
    say('Epoch {epoch}: loss {training} in training (blue), {test} in the test (orange)', {
      epoch: run.epochs,
      training: number(training),
      test: number(test),
    }),
  lossLabel: toSay('The loss over the epochs: blue on the training points, orange on the test points.'),
  weightsInto: (state: PlaygroundState) => say('Weights into {unit}', { unit: unitName(state, state.chosen) }),
  /** for readers who cannot see what stands before the number */
  weightInto: (state: PlaygroundState, name: string) =>
    say('{weights}: {name}', { weights: words.weightsInto(state), name }),
  bias: toSay('bias'),
  source: ({ settings, chosen }: PlaygroundState, input: number) =>
    chosen.layer === 0 ? features[settings.features[input]].name : say('unit {unit}', { unit: input + 1 }),

  playing: toSay('The network is learning.'),
  diverged: toSay('The numbers have left all bounds: choose a smaller learning rate, then start again.'),
  status: ({ run }: PlaygroundState, { training, test, accuracy }: Measured) =>
    say('Epoch {epoch}, step {step}: training loss {training}, test loss {test}, {right} of the test points right.', {
      ...{ epoch: run.epochs, step: run.steps, training: number(training), test: number(test) },
      right: words.percent(accuracy),
    }),
  also: ({ probe: [x, y] }: PlaygroundState, probability: number) =>
    say('At ({x}, {y}): probability {probability} of class 1.', {
      ...{ x: fixed(x, 2), y: fixed(y, 2), probability: fixed(probability, 3) },
    }),
};

export const number = (value: number): string => (Number.isFinite(value) ? fixed(value, 3) : say('not a number'));

function unitName({ settings }: PlaygroundState, { layer, unit }: UnitPlace): string {
  return layer === settings.hidden.length
    ? say('the output')
    : say('unit {unit} of layer {layer}', { unit: unit + 1, layer: layer + 1 });
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);
