import { type MistakenRule, right, withChange, withSettings } from './rule-slips';

export const adamMistakes: MistakenRule[] = [
  [
    'adam',
    'no bias correction',
    withChange(
      'adam',
      ({ memory: { m, v } }, _g, _old, { learningRate, epsilon }) => (-learningRate * m) / (Math.sqrt(v) + epsilon),
    ),
    'The correction of the start is missing: m and v begin at 0 and are too small at first. Divide by 1 − β₁ᵗ and 1 − β₂ᵗ.',
  ],
  [
    'adam',
    't of the step before',
    withChange('adam', ({ memory: { t, m, v } }, _g, _old, { learningRate, beta1, beta2, epsilon }) => {
      const [mHat, vHat] = [m / (1 - beta1 ** (t - 1)), v / (1 - beta2 ** (t - 1))];
      return (-learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    }),
    't counts this step, too: it is 1 in the first one. Add 1 before you use it.',
  ],
  [
    'adam',
    'power forgotten',
    withChange('adam', ({ memory: { m, v } }, _g, _old, { learningRate, beta1, beta2, epsilon }) => {
      const [mHat, vHat] = [m / (1 - beta1), v / (1 - beta2)];
      return (-learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    }),
    'The power t is missing: divide by `1 - beta1 ** t`. Otherwise m and v stay ten and a thousand times too large.',
  ],
  [
    'adam',
    'corrected means kept',
    (g, memory, settings) => {
      const { change, memory: after } = right('adam')(g, memory, settings);
      const { t, m, v } = after;
      return { change, memory: { t, m: m / (1 - settings.beta1 ** t), v: v / (1 - settings.beta2 ** t) } };
    },
    'The corrected m̂ and v̂ are only for this change. What is remembered are m and v themselves.',
  ],
  [
    'adam',
    'β₁ and β₂ swapped',
    withSettings('adam', ({ beta1, beta2 }) => ({ beta1: beta2, beta2: beta1 })),
    'β₁ and β₂ are swapped: β₁ is for m, the mean of g, and β₂ for v, the mean of g².',
  ],
  [
    'adam',
    'square root forgotten',
    withChange('adam', ({ memory: { t, m, v } }, _g, _old, { learningRate, beta1, beta2, epsilon }) => {
      const [mHat, vHat] = [m / (1 - beta1 ** t), v / (1 - beta2 ** t)];
      return (-learningRate * mHat) / (vHat + epsilon);
    }),
    'The square root is missing: divide by √v̂ + ε.',
  ],
];
