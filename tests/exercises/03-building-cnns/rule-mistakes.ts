import { type Given, type Mistake, Odd, type OptimizerName } from 'convolab';
import { someNumber } from '../look';
import { adamMistakes } from './adam-mistakes';
import { type MistakenRule, type Rule, right, withChange, withSettings } from './rule-slips';

const uphill = (name: OptimizerName): Rule => withChange(name, ({ change }) => -change);
const forgetful =
  (name: OptimizerName): Rule =>
  (g, memory, settings) => ({ ...right(name)(g, memory, settings), memory });

const rows: MistakenRule[] = [
  [
    'sgd',
    'learning rate forgotten',
    (g, memory) => ({ change: -g, memory }),
    'The learning rate is missing: the change is `-settings.learningRate * g`.',
  ],
  [
    'momentum',
    '1 − γ forgotten',
    (g, memory, { learningRate, gamma }) => {
      const m = gamma * memory.m + g;
      return { change: -learningRate * m, memory: { m } };
    },
    'Here m is a running mean: γ m + (1 − γ) g. Without the (1 − γ) it grows up to ten times as large.',
  ],
  [
    'momentum',
    'γ and 1 − γ swapped',
    withSettings('momentum', ({ gamma }) => ({ gamma: 1 - gamma })),
    'γ and 1 − γ are swapped: γ = 0.9 keeps most of the old direction.',
  ],
  [
    'momentum',
    'old m',
    withChange('momentum', (_step, _g, { m }, { learningRate }) => -learningRate * m),
    'The change is taken from the m of the step before. Work out the new m first.',
  ],
  [
    'momentum',
    'gradient in place of m',
    withChange('momentum', (_step, g, _memory, { learningRate }) => -learningRate * g),
    'That is the step of SGD. Go along the running mean: `-learningRate * m`.',
  ],
  [
    'adagrad',
    'square root forgotten',
    withChange(
      'adagrad',
      ({ memory }, g, _old, { learningRate, epsilon }) => (-learningRate * g) / (memory.G + epsilon),
    ),
    'The square root is missing: divide by √G + ε.',
  ],
  [
    'adagrad',
    'old G',
    withChange(
      'adagrad',
      (_step, g, { G }, { learningRate, epsilon }) => (-learningRate * g) / (Math.sqrt(G) + epsilon),
    ),
    'The divisor is taken from the G of the step before. Add the new g² first.',
  ],
  [
    'adagrad',
    'square forgotten',
    (g, memory, { learningRate, epsilon }) => {
      const G = memory.G + Math.abs(g);
      return { change: (-learningRate * g) / (Math.sqrt(G) + epsilon), memory: { G } };
    },
    'G adds up the squares of the gradients: `memory.G + g ** 2`.',
  ],
  [
    'adagrad',
    'running mean',
    (g, memory, { learningRate, epsilon }) => {
      const G = 0.9 * memory.G + 0.1 * g ** 2;
      return { change: (-learningRate * g) / (Math.sqrt(G) + epsilon), memory: { G } };
    },
    'Adagrad forgets nothing: G is the sum of all squares. The running mean is what RMSprop does.',
  ],
  [
    'adadelta',
    'D of this step',
    (g, memory, settings) => {
      const { memory: after } = right('adadelta')(g, memory, settings);
      const step = (-g * Math.sqrt(after.D)) / (Math.sqrt(after.v) + settings.epsilon);
      return { change: settings.learningRate * step, memory: after };
    },
    'The change uses the D of the step before, because the new D needs the change. Compute the change first, and D after it.',
  ],
  [
    'adadelta',
    'D from g',
    (g, memory, settings) => {
      const { change, memory: after } = right('adadelta')(g, memory, settings);
      return { change, memory: { v: after.v, D: settings.beta1 * memory.D + (1 - settings.beta1) * g ** 2 } };
    },
    'D is the running mean of the squared steps, (Δθ/α)², not of the squared gradients.',
  ],
  [
    'adadelta',
    'learning rate inside of D',
    (g, memory, settings) => {
      const { change, memory: after } = right('adadelta')(g, memory, settings);
      return { change, memory: { v: after.v, D: settings.beta1 * memory.D + (1 - settings.beta1) * change ** 2 } };
    },
    'D gets the step without the learning rate: (Δθ/α)². Divide by α before you square.',
  ],
  [
    'adadelta',
    'square root of D forgotten',
    withChange(
      'adadelta',
      ({ memory }, g, { D }, { learningRate, epsilon }) => (-learningRate * g * D) / (Math.sqrt(memory.v) + epsilon),
    ),
    'The square root of D is missing: the change is −α g √D / (√v + ε).',
  ],
  [
    'rmsprop',
    '1 − β₂ forgotten',
    (g, memory, { learningRate, beta2, epsilon }) => {
      const v = beta2 * memory.v + g ** 2;
      return { change: (-learningRate * g) / (Math.sqrt(v) + epsilon), memory: { v } };
    },
    'v is a running mean: β₂ v + (1 − β₂) g².',
  ],
  [
    'rmsprop',
    'β₂ and 1 − β₂ swapped',
    withSettings('rmsprop', ({ beta2 }) => ({ beta2: 1 - beta2 })),
    'β₂ and 1 − β₂ are swapped: β₂ = 0.9 keeps most of the old mean.',
  ],
  [
    'rmsprop',
    'square root forgotten',
    withChange(
      'rmsprop',
      ({ memory }, g, _old, { learningRate, epsilon }) => (-learningRate * g) / (memory.v + epsilon),
    ),
    'The square root is missing: divide by √v + ε.',
  ],
  [
    'rmsprop',
    'sum of squares',
    (g, memory, { learningRate, epsilon }) => {
      const v = memory.v + g ** 2;
      return { change: (-learningRate * g) / (Math.sqrt(v) + epsilon), memory: { v } };
    },
    'That is Adagrad. RMSprop forgets: β₂ v + (1 − β₂) g².',
  ],
  ...adamMistakes,
  ...(['adagrad', 'adadelta', 'rmsprop', 'adam'] as const).map(
    (name): MistakenRule => [
      name,
      'ε forgotten',
      withSettings(name, () => ({ epsilon: 0 })),
      'Without ε the first gradient of 0 gives 0 / 0. Add it to the root: √… + ε.',
    ],
  ),
  ...(['sgd', 'momentum', 'adagrad', 'adadelta', 'rmsprop', 'adam'] as const).map(
    (name): MistakenRule => [
      name,
      'uphill',
      uphill(name),
      'The sign is wrong: this goes uphill. The change is against the gradient.',
    ],
  ),
  ...(['momentum', 'adagrad', 'adadelta', 'rmsprop', 'adam'] as const).map(
    (name): MistakenRule => [
      name,
      'memory unchanged',
      forgetful(name),
      'The change is right, but the memory comes back as it was. Return the new one.',
    ],
  ),
];

const isObject = (got: Given): got is { [key: string]: Given } =>
  got !== null && typeof got === 'object' && !Array.isArray(got) && !(got instanceof Odd);

export const mistakenRules: Mistake[] = [
  ...rows.map(([only, name, behaves, hint]) => ({ name: `${only}: ${name}`, only, behaves, hint })),
  {
    name: 'one number',
    when: (got) => Array.isArray(got) && got.some((one) => typeof one === 'number'),
    hint: 'Return an object with both the change and what is remembered for the next step: `{ change, memory: { … } }`.',
  },
  {
    name: 'memory missing',
    when: (got) => Array.isArray(got) && got.some((one) => isObject(one) && !isObject(one.memory)),
    hint: 'The result needs a `memory` with the same entries as the one that came in; `sgd` gives back what it got.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from 0 / 0 or from an entry that `memory` or `settings` does not have. Which entries a rule gets stands in the table.',
  },
];
