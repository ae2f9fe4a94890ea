import { pointSets } from '../../maths';
import { features, type Settings } from './settings';
import type { PlaygroundState, UnitPlace } from './state';
import type { Measured } from './training';

/** All that the widget says, in one place. */

export const words = {
  title: 'A network to play with',
  play: 'Play',
  pause: 'Pause',
  step: 'Step: one batch',
  epoch: 'One epoch',
  reset: 'Start again',
  pace: 'Epochs a second',
  groups: { data: 'Data', network: 'Network', training: 'Training' },
  data: 'Points',
  noise: 'Noise',
  trainingShare: 'Share to train on',
  batchSize: 'Batch size',
  seed: 'Seed',
  showTest: 'Show test points',
  features: 'Features',
  hidden: 'Hidden layers',
  unitsIn: (layer: number) => `Units in layer ${layer + 1}`,
  activation: 'Activation',
  initializer: 'First weights',
  batchNormalization: 'Batch normalization',
  dropout: 'Dropout',
  penalty: 'Penalty',
  penalties: { none: 'none', l1: 'L1', l2: 'L2' },
  strength: 'λ',
  optimizer: 'Optimizer',
  learningRate: 'Learning rate',
  loss: 'Loss',
  percent: (share: number) => `${Math.round(100 * share)} %`,

  networkPanel: 'Network: choose a unit',
  networkLabel: ({ features, hidden }: Settings) =>
    `${plural(features.length, 'feature')}, ${hidden.length ? `hidden layers of ${hidden.join(', ')} units` : 'no hidden layer'}, one output. Lines are weights: the wider the larger, orange above 0 and blue below. Arrow keys choose the unit whose output fills the plane.`,
  output: 'output',
  planePanel: (state: PlaygroundState) => `${capital(unitName(state, state.chosen))} over the plane`,
  planeLabel: ({ settings }: PlaygroundState) =>
    `Points of ${pointSets[settings.data].name}: orange squares are class 1, blue circles class 0, hollow ones are test points. Arrow keys move the probe.`,
  lossPanel: ({ run }: PlaygroundState, { training, test }: Measured) =>
    `Epoch ${run.epochs}: loss ${number(training)} in training (blue), ${number(test)} in the test (orange)`,
  lossLabel: 'The loss over the epochs: blue on the training points, orange on the test points.',
  weightsInto: (state: PlaygroundState) => `Weights into ${unitName(state, state.chosen)}`,
  bias: 'bias',
  source: ({ settings, chosen }: PlaygroundState, input: number) =>
    chosen.layer === 0 ? features[settings.features[input]].name : `unit ${input + 1}`,

  playing: 'The network is learning.',
  diverged: 'The numbers have left all bounds: choose a smaller learning rate, then start again.',
  status: (state: PlaygroundState, { training, test, accuracy }: Measured, probability: number) => {
    const [x, y] = state.probe;
    return (
      `Epoch ${state.run.epochs}, step ${state.run.steps}: training loss ${number(training)}, test loss ${number(test)}, ` +
      `${words.percent(accuracy)} of the test points right. At (${x.toFixed(2)}, ${y.toFixed(2)}): ` +
      `probability ${probability.toFixed(3)} of class 1.`
    );
  },
};

export const number = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : 'not a number');

function unitName({ settings }: PlaygroundState, { layer, unit }: UnitPlace): string {
  return layer === settings.hidden.length ? 'the output' : `unit ${unit + 1} of layer ${layer + 1}`;
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);
const plural = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;
