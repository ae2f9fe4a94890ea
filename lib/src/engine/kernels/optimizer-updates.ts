import * as tf from '@tensorflow/tfjs';
import { areFloats } from './kernel';

/** A running mean or sum that an optimizer keeps about one variable. */
interface Slot {
  originalName: string;
  variable: tf.Variable;
}

/** What the optimizers of TensorFlow.js hold, under names that their types hide. */
interface Inside {
  learningRate: number;
  incrementIterations(): void;
  // biome-ignore lint/suspicious/noExplicitAny: each optimizer has fields of its own
  [field: string]: any;
}

type Gradients = tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[];

/** How one optimizer is put into one kernel. */
interface Rule {
  /** inputs: settings, weights, gradient, memories; outputs: weights, memories */
  kernel: string;
  /** the fields that hold its slots, the ending of their variables' names, and what they begin with */
  slots: { field: string; ending: string; start?(optimizer: Inside): number }[];
  /** in the order that the kernel expects */
  settings(optimizer: Inside): number[];
  /** what is done once after all variables */
  after?(optimizer: Inside): void;
  /** settings that the kernel does not have */
  unfit?(optimizer: Inside): boolean;
}

const scalar = (variable: tf.Tensor): number => variable.dataSync()[0];

const rules: [{ prototype: object }, Rule][] = [
  [tf.SGDOptimizer, { kernel: 'ConvolabSgd', slots: [], settings: ({ learningRate }) => [learningRate] }],
  [
    tf.MomentumOptimizer,
    {
      kernel: 'ConvolabMomentum',
      slots: [{ field: 'accumulations', ending: 'momentum' }],
      settings: ({ learningRate, momentum, useNesterov }) => [learningRate, momentum, useNesterov ? 1 : 0],
    },
  ],
  [
    tf.AdagradOptimizer,
    {
      kernel: 'ConvolabAdagrad',
      slots: [
        { field: 'accumulatedGrads', ending: 'accumulator', start: ({ initialAccumulatorValue: start }) => start },
      ],
      settings: ({ learningRate }) => [learningRate, tf.backend().epsilon()],
    },
  ],
  [
    tf.AdadeltaOptimizer,
    {
      kernel: 'ConvolabAdadelta',
      slots: [
        { field: 'accumulatedGrads', ending: 'accum_grad' },
        { field: 'accumulatedUpdates', ending: 'accum_var' },
      ],
      settings: ({ learningRate, rho, epsilon }) => [learningRate, rho, epsilon],
    },
  ],
  [
    tf.RMSPropOptimizer,
    {
      kernel: 'ConvolabRmsprop',
      slots: [
        { field: 'accumulatedMeanSquares', ending: 'rms' },
        { field: 'accumulatedMoments', ending: 'momentum' },
      ],
      settings: ({ learningRate, decay, momentum, epsilon }) => [learningRate, decay, momentum, epsilon],
      unfit: ({ centered }) => centered,
    },
  ],
  [
    tf.AdamOptimizer,
    {
      kernel: 'ConvolabAdam',
      slots: [
        { field: 'accumulatedFirstMoment', ending: 'm' },
        { field: 'accumulatedSecondMoment', ending: 'v' },
      ],
      settings({ learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 }) {
        return [learningRate, beta1, beta2, epsilon, 1 - scalar(accBeta1), 1 - scalar(accBeta2)];
      },
      after({ accBeta1, accBeta2, beta1, beta2 }) {
        for (const [power, beta] of [
          [accBeta1, beta1],
          [accBeta2, beta2],
        ]) {
          // as 32-bit floats multiply, but on this side, where the next step reads it
          power.assign(tf.scalar(Math.fround(scalar(power) * Math.fround(beta))));
        }
      },
    },
  ],
];

/** The kernels that a backend registers to take part. */
export const optimizerKernels = rules.map(([, { kernel }]) => kernel);

/** What an optimizer does to one variable after another, as kernels. */
export interface Updates {
  kernel: string;
  settings: number[];
  /** the slots of variable number `i`, made at its first step */
  slots(weights: tf.Variable, i: number): tf.Variable[];
  /** to be called once after all variables */
  finish(): void;
}

/**
 * @returns nothing for an optimizer that is not one of TensorFlow.js's, and for one, or settings of one, that the running
 *   backend has no kernel for
 */
export function updatesOf(optimizer: tf.Optimizer): Updates | undefined {
  const [, rule] = rules.find(([known]) => known.prototype === Object.getPrototypeOf(optimizer)) ?? [];
  return rule && used ? updatesBy(rule, optimizer as unknown as Inside) : undefined;
}

function updatesBy(rule: Rule, inside: Inside): Updates | undefined {
  if (!tf.getKernel(rule.kernel, tf.getBackend()) || rule.unfit?.(inside)) return undefined;
  return {
    kernel: rule.kernel,
    settings: rule.settings(inside),
    slots: (weights, i) => rule.slots.map((slot) => slotOf(inside, slot, weights, i)),
    finish() {
      tf.tidy(() => rule.after?.(inside));
      inside.incrementIterations();
    },
  };
}

let used = false;

/**
 * The steps of SGD, Momentum, Adagrad, Adadelta, RMSprop and Adam as one kernel a variable, in place of up to seventeen. The
 * optimizers' formulas, slots and names stay those of TensorFlow.js, so saved ones fit.
 */
export function useOptimizerUpdates(): void {
  if (used) return; // another engine of this process has asked for it
  used = true;
  for (const [optimizer, rule] of rules) {
    const prototype = optimizer.prototype as { applyGradients(this: Inside, gradients: Gradients): void };
    const original = prototype.applyGradients;
    prototype.applyGradients = function (gradients) {
      const given = Array.isArray(gradients)
        ? gradients.map(({ name, tensor }) => ({ name, gradient: tensor }))
        : Object.entries(gradients).map(([name, gradient]) => ({ name, gradient }));
      const floats = given.every(({ gradient }) => gradient == null || areFloats(gradient));
      const updates = floats ? updatesBy(rule, this) : undefined;
      if (!updates) return original.call(this, gradients);
      tf.tidy(() => {
        const settings = tf.tensor1d(updates.settings, 'float32');
        given.forEach(({ name, gradient }, i) => {
          const weights = tf.engine().registeredVariables[name];
          const slots = updates.slots(weights, i);
          if (gradient == null) return;
          const inputs = { settings, weights, gradient, ...Object.fromEntries(slots.entries()) };
          const outputs = tf.engine().runKernel(updates.kernel, inputs) as tf.Tensor[];
          [weights, ...slots].forEach((variable, k) => {
            variable.assign(outputs[k]);
          });
        });
      });
      updates.finish();
    };
  }
}

/** The slot of variable number `i`, made at its first step. */
function slotOf(optimizer: Inside, slot: Rule['slots'][number], weights: tf.Variable, i: number): tf.Variable {
  const slots: Slot[] = optimizer[slot.field];
  slots[i] ??= {
    originalName: `${weights.name}/${slot.ending}`,
    variable: tf.tidy(() => tf.fill(weights.shape, slot.start?.(optimizer) ?? 0).variable(false)),
  };
  return slots[i].variable;
}
