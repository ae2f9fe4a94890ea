import type { FunctionSource } from './assemble';
import { type Code, f32x4, i32 } from './instructions';
import { overFloats } from './lanes';

const { add, sub, mul, div, sqrt } = f32x4;
const one = f32x4.const(1);

/** What comes out: the weights, then what the rule remembers. */
type Step = (settings: Code[], weights: Code, gradient: Code, memories: Code[]) => Code[];

interface Rule {
  settings: number;
  memories: number;
  step: Step;
}

/** One step of each optimizer, by TensorFlow.js's formulas; which settings there are is told in kernels/optimizer-updates.ts. */
const rules: Record<string, Rule> = {
  Sgd: {
    settings: 1,
    memories: 0,
    step: ([rate], weights, gradient) => [sub(weights, mul(rate, gradient))],
  },
  // the third setting is 1 with Nesterov's look ahead, else 0
  Momentum: {
    settings: 3,
    memories: 1,
    step([rate, kept, nesterov], weights, gradient, [before]) {
      const moment = add(mul(kept, before), gradient);
      const ahead = add(gradient, mul(kept, moment));
      const step = add(moment, mul(nesterov, sub(ahead, moment)));
      return [sub(weights, mul(rate, step)), moment];
    },
  },
  Adagrad: {
    settings: 2,
    memories: 1,
    step([rate, epsilon], weights, gradient, [before]) {
      const sum = add(before, mul(gradient, gradient));
      return [sub(weights, div(mul(rate, gradient), sqrt(add(sum, epsilon)))), sum];
    },
  },
  // the gradient is divided by the mean as it was before this step
  Adadelta: {
    settings: 3,
    memories: 2,
    step([rate, rho, epsilon], weights, gradient, [gradientsBefore, stepsBefore]) {
      const step = mul(div(sqrt(add(stepsBefore, epsilon)), sqrt(add(gradientsBefore, epsilon))), gradient);
      const mean = (before: Code, value: Code) => add(mul(rho, before), mul(sub(one, rho), mul(value, value)));
      return [sub(weights, mul(rate, step)), mean(gradientsBefore, gradient), mean(stepsBefore, step)];
    },
  },
  Rmsprop: {
    settings: 4,
    memories: 2,
    step([rate, decay, kept, epsilon], weights, gradient, [meanBefore, momentBefore]) {
      const mean = add(mul(decay, meanBefore), mul(sub(one, decay), mul(gradient, gradient)));
      const moment = add(mul(kept, momentBefore), div(mul(rate, gradient), sqrt(add(mean, epsilon))));
      return [sub(weights, moment), mean, moment];
    },
  },
  // the last two settings are 1 − beta1ᵗ and 1 − beta2ᵗ
  Adam: {
    settings: 6,
    memories: 2,
    step([rate, beta1, beta2, epsilon, first, second], weights, gradient, [meanBefore, squareBefore]) {
      const mean = add(mul(beta1, meanBefore), mul(sub(one, beta1), gradient));
      const square = add(mul(beta2, squareBefore), mul(sub(one, beta2), mul(gradient, gradient)));
      const step = div(mul(rate, div(mean, first)), add(sqrt(div(square, second)), epsilon));
      return [sub(weights, step), mean, square];
    },
  },
};

/** `(size in bytes, weights and memories after, weights and memories before, gradient, settings)`, by the optimizer's name. */
export const optimizerSteps: Record<string, FunctionSource> = Object.fromEntries(
  Object.entries(rules).map(([name, { settings, memories, step }]) => {
    const arrays = 2 * (1 + memories) + 1;
    const source: FunctionSource = {
      parameters: ['i32', ...Array<'i32'>(arrays).fill('i32'), ...Array<'f32'>(settings).fill('f32')],
      code(program, size, ...rest) {
        const [offset, whole] = [program.local('i32'), program.local('i32')];
        const numbers = rest.slice(arrays).map((setting) => f32x4.splat(setting.get));
        const at = rest.slice(0, arrays).map((array) => i32.add(array.get, offset.get));
        const after = at.slice(0, 1 + memories);
        const before = at.slice(1 + memories);
        const results = after.map(() => program.local('v128'));
        return overFloats(offset, size, whole, ({ load, store }) => {
          const [weights, ...others] = before.map((address) => load(address));
          const gradient = others.pop() ?? [];
          return [
            ...step(numbers, weights, gradient, others).flatMap((value, i) => [...results[i].set(value)]),
            ...after.flatMap((address, i) => [...store(address, results[i].get)]),
          ];
        });
      },
    };
    return [name, source];
  }),
);
