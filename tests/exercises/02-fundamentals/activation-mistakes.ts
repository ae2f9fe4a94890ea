import type { Mistake } from 'convolab';
import { someNumber } from '../look';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const winner = (values: number[]): number => values.indexOf(Math.max(...values));
const isNaNSomewhere: Mistake['when'] = (got) => someNumber(got, Number.isNaN);

/** Name, functions concerned, mistaken code, hint. */
type Row = [name: string, only: string, behaves: (x: number) => number, hint: string];

const rows: Row[] = [
  [
    'sigmoid mirrored',
    'sigmoid.output',
    (x) => sigmoid(-x),
    'The exponent needs a minus: `Math.exp(-x)`. Sigmoid goes to 1 on the right.',
  ],
  ['sigmoid without its 1', 'sigmoid.output', (x) => 1 / Math.exp(-x), 'The denominator is `1 + Math.exp(-x)`.'],
  [
    'tanh for sigmoid',
    'sigmoid.output',
    Math.tanh,
    'That is tanh, which reaches from -1 to 1. Sigmoid reaches from 0 to 1.',
  ],
  [
    'x taken for the output',
    'sigmoid.derivative',
    (x) => x * (1 - x),
    'In σ′ = σ (1 − σ) the σ is the output of sigmoid at x, not x itself: compute `s = sigmoid(x)` first.',
  ],
  [
    'output for derivative',
    'sigmoid.derivative',
    sigmoid,
    'That is sigmoid itself. Its derivative is `s * (1 - s)`, at most 0.25.',
  ],
  [
    'factor missing',
    'sigmoid.derivative',
    (x) => 1 - sigmoid(x),
    'A factor is missing: the derivative is `s * (1 - s)` with `s = sigmoid(x)`.',
  ],
  [
    'half the argument',
    'tanh.output',
    (x) => Math.tanh(x / 2),
    'tanh(x) is 2σ(2x) − 1: the factor 2 before x is missing.',
  ],
  ['sigmoid for tanh', 'tanh.output', sigmoid, 'That is sigmoid. tanh is (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), and tanh(0) is 0.'],
  [
    'square missing',
    'tanh.derivative',
    (x) => 1 - Math.tanh(x),
    'The square is missing: the derivative is `1 - t * t` with `t = tanh(x)`.',
  ],
  [
    'x taken for tanh',
    'tanh.derivative',
    (x) => 1 - x * x,
    'In 1 − t² the t is tanh(x), not x: compute `t = Math.tanh(x)` first.',
  ],
  [
    'output for derivative',
    'tanh.derivative',
    Math.tanh,
    'That is tanh itself. Its derivative is `1 - t * t` with `t = tanh(x)`.',
  ],
  [
    'absolute value',
    'relu.output',
    Math.abs,
    'ReLU does not mirror negative numbers, it turns them into 0: `Math.max(0, x)`.',
  ],
  [
    'minimum',
    'relu.output',
    (x) => Math.min(0, x),
    'That keeps the negative side. ReLU keeps the positive one: `Math.max(0, x)`.',
  ],
  ['nothing done', 'relu.output', (x) => x, 'Negative numbers come out unchanged. ReLU turns them into 0.'],
  [
    'derivative at the kink',
    'relu.derivative',
    (x) => (x >= 0 ? 1 : 0),
    'At x = 0 ReLU has a kink and no derivative. This course takes 0 there, as TensorFlow and PyTorch do: `x > 0 ? 1 : 0`.',
  ],
  [
    'output for derivative',
    'relu.derivative',
    (x) => Math.max(0, x),
    'That is ReLU itself. Its derivative is the slope: 1 on the right, 0 on the left.',
  ],
  ['sign for derivative', 'relu.derivative', Math.sign, 'On the left ReLU is flat: its slope is 0 there, not −1.'],
  ['leak of 0.01', 'leakyRelu.output', (x) => Math.max(0.01 * x, x), 'The leak in this course is 0.1; yours is 0.01.'],
  [
    'no leak',
    'leakyRelu.output',
    (x) => Math.max(0, x),
    'That is plain ReLU. On the left Leaky ReLU lets a tenth through: `0.1 * x`.',
  ],
  [
    'sides swapped',
    'leakyRelu.output',
    (x) => Math.min(0.1 * x, x),
    'The sides are swapped: x itself on the right, `0.1 * x` on the left.',
  ],
  [
    'leak turned up',
    'leakyRelu.output',
    (x) => (x > 0 ? x : -0.1 * x),
    'The left side goes up. It must keep the sign of x: `0.1 * x`.',
  ],
  ['leak of 0.01', 'leakyRelu.derivative', (x) => (x > 0 ? 1 : 0.01), 'The leak in this course is 0.1; yours is 0.01.'],
  [
    'no leak',
    'leakyRelu.derivative',
    (x) => (x > 0 ? 1 : 0),
    'That is the derivative of plain ReLU. On the left the slope is 0.1.',
  ],
  [
    'derivative at the kink',
    'leakyRelu.derivative',
    (x) => (x >= 0 ? 1 : 0.1),
    'At x = 0 there is a kink. This course takes the slope from the left, 0.1: `x > 0 ? 1 : 0.1`.',
  ],
  [
    'output for slope',
    'leakyRelu.derivative',
    (x) => (x > 0 ? 1 : 0.1 * x),
    'On the left the slope is 0.1, whatever x is: leave out the factor x.',
  ],
  [
    'forgotten −1',
    'elu.output',
    (x) => (x >= 0 ? x : Math.exp(x)),
    'The −1 is missing: on the left ELU is eˣ − 1, so that both sides meet at 0.',
  ],
  ['one side for all', 'elu.output', (x) => Math.expm1(x), 'On the right ELU is x itself; eˣ − 1 is only for x < 0.'],
  ['plain ReLU', 'elu.output', (x) => Math.max(0, x), 'That is ReLU. For x < 0 ELU is eˣ − 1.'],
  [
    '−1 kept in the derivative',
    'elu.derivative',
    (x) => (x >= 0 ? 1 : Math.expm1(x)),
    'The constant −1 vanishes when you differentiate: on the left the slope is eˣ.',
  ],
  [
    'plain ReLU',
    'elu.derivative',
    (x) => (x > 0 ? 1 : 0),
    'That is the derivative of ReLU. For x < 0 that of ELU is eˣ, and at 0 it is 1.',
  ],
  ['one side for all', 'elu.derivative', Math.exp, 'On the right the slope is 1; eˣ is only for x < 0.'],
];

export const mistakenActivations: Mistake[] = [
  ...rows.map(([name, only, behaves, hint]) => ({ name: `${only}: ${name}`, only, behaves, hint })),
  {
    name: 'maxout.output: index returned',
    only: 'maxout.output',
    behaves: winner,
    hint: 'That is the index of the largest value. `output` returns the value itself.',
  },
  {
    name: 'maxout.output: starts at 0',
    only: 'maxout.output',
    behaves: (values: number[]) => Math.max(0, ...values),
    hint: 'Your maximum starts at 0, so it is wrong where all values are negative. Start with `values[0]` or -Infinity.',
  },
  {
    name: 'maxout.output: sum',
    only: 'maxout.output',
    behaves: (values: number[]) => values.reduce((sum, value) => sum + value, 0),
    hint: 'Maxout does not add up: it takes the largest of the values.',
  },
  {
    name: 'maxout.output: list not spread',
    only: 'maxout.output',
    behaves: (values: number[]) => Math.max(values as unknown as number),
    hint: '`Math.max` wants single numbers, not a list: `Math.max(...values)`.',
  },
  {
    name: 'maxout.derivative: all ones',
    only: 'maxout.derivative',
    behaves: (values: number[]) => values.map(() => 1),
    hint: 'Only the largest value reaches the output, so only its derivative is 1. All others are 0.',
  },
  {
    name: 'maxout.derivative: ties counted twice',
    only: 'maxout.derivative',
    behaves: (values: number[]) => values.map((value) => (value === Math.max(...values) ? 1 : 0)),
    hint: 'Two values are equally large and both got 1. Only the first of them counts: compare indices, not values.',
  },
  {
    name: 'maxout.derivative: last of a tie',
    only: 'maxout.derivative',
    behaves: (values: number[]) => values.map((_, k) => (k === values.lastIndexOf(Math.max(...values)) ? 1 : 0)),
    hint: 'Of several equally large values the first one counts; you took the last. Compare with `>`, not `>=`.',
  },
  {
    name: 'maxout.derivative: value in place of 1',
    only: 'maxout.derivative',
    behaves: (values: number[]) => values.map((value, k) => (k === winner(values) ? value : 0)),
    hint: 'The derivative of the largest value with respect to itself is 1, not the value.',
  },
  {
    name: 'maxout.derivative: one number',
    only: 'maxout.derivative',
    behaves: () => 1,
    hint: 'Maxout has several inputs, so its derivative is a list: one number for each of `values`.',
  },
  {
    name: 'overflow',
    only: ['sigmoid.output', 'sigmoid.derivative', 'tanh.output', 'tanh.derivative'],
    when: isNaNSomewhere,
    hint: 'For large x, `Math.exp(x)` is Infinity, and Infinity / Infinity is NaN. Use a form whose exponential only grows in the denominator, such as 1 / (1 + e⁻ˣ), or `Math.tanh`.',
  },
  {
    name: 'NaN',
    when: isNaNSomewhere,
    hint: 'NaN comes from computing with `undefined` or from Infinity · 0. Look at what the function does for a very large and a very small x.',
  },
];
