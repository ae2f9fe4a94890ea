import { tf } from '../engine';
import { type Hyperparameters, type OptimizerName, optimizers } from '../maths/optimizers';
import { UserError } from '../project';

/** What a rule remembers, for all parameters in a row: `[parameters]` each. */
type TensorMemory = Record<string, tf.Tensor1D>;

/** One step of a rule on all parameters at once, with t counted from 1. */
type TensorRule = (
  g: tf.Tensor1D,
  memory: TensorMemory,
  settings: Hyperparameters,
  t: number,
) => { change: tf.Tensor1D; memory: TensorMemory };

/** kept · old + (1 − kept) · fresh */
const blend = (kept: number, old: tf.Tensor1D, fresh: tf.Tensor1D): tf.Tensor1D =>
  tf.add(tf.mul(old, kept), tf.mul(fresh, 1 - kept));

/** a / (√b + ε) */
const perRoot = (a: tf.Tensor1D, b: tf.Tensor1D, epsilon: number): tf.Tensor1D =>
  tf.div(a, tf.add(tf.sqrt(b), epsilon));

/** The rules of `maths/optimizers` once more, line by line, on tensors. */
const rules: Record<OptimizerName, TensorRule> = {
  sgd: (g, memory, { learningRate }) => ({ change: tf.mul(g, -learningRate), memory }),

  momentum(g, memory, { learningRate, gamma }) {
    const m = blend(gamma, memory.m, g);
    return { change: tf.mul(m, -learningRate), memory: { m } };
  },

  adagrad(g, memory, { learningRate, epsilon }) {
    const G: tf.Tensor1D = tf.add(memory.G, tf.square(g));
    return { change: tf.mul(perRoot(g, G, epsilon), -learningRate), memory: { G } };
  },

  adadelta(g, memory, { learningRate, beta1, beta2, epsilon }) {
    const v = blend(beta2, memory.v, tf.square(g));
    const step: tf.Tensor1D = tf.neg(perRoot(tf.mul(g, tf.sqrt(memory.D)), v, epsilon)); // Δθ/α
    const D = blend(beta1, memory.D, tf.square(step));
    return { change: tf.mul(step, learningRate), memory: { v, D } };
  },

  rmsprop(g, memory, { learningRate, beta2, epsilon }) {
    const v = blend(beta2, memory.v, tf.square(g));
    return { change: tf.mul(perRoot(g, v, epsilon), -learningRate), memory: { v } };
  },

  adam(g, memory, { learningRate, beta1, beta2, epsilon }, t) {
    const m = blend(beta1, memory.m, g);
    const v = blend(beta2, memory.v, tf.square(g));
    const vHat: tf.Tensor1D = tf.div(v, 1 - beta2 ** t);
    return { change: tf.mul(perRoot(m, vHat, epsilon), -learningRate / (1 - beta1 ** t)), memory: { m, v } };
  },
};

/**
 * All parameters of a model as one long vector, so that a step of Adam takes 15 operations and not 15 for each of a model's
 * variables.
 */
class CourseOptimizer extends tf.Optimizer {
  static className = 'CourseOptimizer';
  learningRate: number;
  private memory: TensorMemory = {};
  private t = 0;
  /** names of the variables that the memory is about */
  private names = '';

  constructor(
    private readonly rule: OptimizerName,
    private readonly settings: Hyperparameters,
  ) {
    super();
    this.learningRate = settings.learningRate;
  }

  override applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]): void {
    const given = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const used = given.filter(({ tensor }) => tensor != null); // nothing for a variable that the loss does not depend on
    if (used.length === 0) return;
    const variables = used.map(({ name }) => tf.engine().registeredVariables[name]);
    this.remember(used.map(({ name }) => name).join(), sum(variables.map(({ size }) => size)));
    this.t++;
    const next = tf.tidy(() => {
      const g = tf.concat1d(used.map(({ tensor }) => tf.reshape(tensor, [tensor.size]) as tf.Tensor1D)); // [parameters]
      const settings = { ...this.settings, learningRate: this.learningRate };
      const { change, memory } = rules[this.rule](g, this.memory, settings, this.t);
      const changes = tf.split(
        change,
        variables.map(({ size }) => size),
      );
      variables.forEach((variable, i) => {
        variable.assign(tf.add(variable, tf.reshape(changes[i], variable.shape)));
      });
      return memory;
    });
    if (next !== this.memory) tf.dispose(this.memory);
    this.memory = next;
    for (const tensor of Object.values(next)) tf.keep(tensor);
    this.incrementIterations();
  }

  /** Other variables than before, as after unfreezing a layer: the rule starts anew. */
  private remember(names: string, size: number): void {
    if (names === this.names) return;
    tf.dispose(this.memory);
    this.names = names;
    this.t = 0;
    const { t: _, ...start } = optimizers[this.rule].memory;
    this.memory = Object.fromEntries(
      Object.entries(start).map(([key, value]) => [key, tf.keep(tf.fill([size], value))]),
    );
  }

  override dispose(): void {
    tf.dispose(this.memory);
    this.memory = {};
    this.names = '';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { rule: this.rule, ...this.settings, learningRate: this.learningRate };
  }
}

/**
 * An optimizer of TensorFlow.js that follows the course's rule to the letter: ε after the root, momentum with 1 − γ before the
 * gradient, Adadelta with D from 1e-6. `tf.train` differs in each of these; its optimizers train as well, but its Adadelta takes the
 * steps of SGD. Takes `tf.train`'s place anywhere: in `fit`, in `model.compile`, in `optimizer.minimize`.
 *
 * @param name one of the six rules of `optimizers`
 * @param settings default: the rule's own
 * @throws UserError for an unknown rule, or a setting that is no number
 * @example await fit(model, data, { optimizer: courseOptimizer('momentum', { learningRate: 0.1, gamma: 0.9 }) });
 */
export function courseOptimizer(name: OptimizerName, settings: Partial<Hyperparameters> = {}): tf.Optimizer {
  if (!Object.hasOwn(rules, name)) {
    throw new UserError(
      `The course has the optimizers ${Object.keys(rules).join(', ')}, and none called ${JSON.stringify(name)}.`,
    );
  }
  const { defaults } = optimizers[name];
  for (const [key, value] of Object.entries(settings)) {
    if (!Object.hasOwn(defaults, key)) {
      throw new UserError(
        `${optimizers[name].name} has the settings ${Object.keys(defaults).join(', ')}, not "${key}".`,
      );
    }
    if (!Number.isFinite(value)) throw new UserError(`${key} must be a number, got ${value}.`);
  }
  // The rule reads only those that its defaults name.
  const none = { gamma: 0, beta1: 0, beta2: 0, epsilon: 0 };
  return new CourseOptimizer(name, { ...none, ...defaults, ...settings });
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
