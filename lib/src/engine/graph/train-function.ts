import * as tf from '@tensorflow/tfjs';
import type { NativeBackend } from './binding';
import { type Computation, computeStep, type Step } from './computation';
import { fingerprint, rememberBuiltIn } from './fingerprint';
import { useAudibleDropout } from './masks';
import { forgetSteps, repeatedStep } from './steps';

/** Under names that the types of TensorFlow.js hide. */
interface Inside {
  makeTrainFunction(): TrainFunction;
  loss: unknown;
  metrics: unknown;
  lossFunctions: object[];
  metricsTensors: [object, number][];
  collectedTrainableWeights: { read(): tf.Variable }[];
  optimizer_: tf.Optimizer;
}
/** Examples, labels and weights of examples of a batch → loss and metrics. Changes the model's weights. */
type TrainFunction = (data: tf.Tensor[]) => tf.Tensor[];
type Gradients = { name: string; tensor: tf.Tensor | null }[];

let inUse = false;

/** Lets models train by graphs: `model.fit`, `model.fitDataset`, `model.trainOnBatch`, and `trainingStep` below. */
export function useStepGraphs(): void {
  if (inUse) return;
  inUse = true;
  rememberBuiltIn();
  useAudibleDropout();
  const prototype = tf.LayersModel.prototype as unknown as Inside & { dispose(): unknown };
  const { makeTrainFunction, dispose } = prototype;
  prototype.makeTrainFunction = function (this: Inside) {
    const model = this as unknown as tf.LayersModel;
    const original = makeTrainFunction.call(this);
    return (data) => {
      if (!isBuiltIn(this.loss) || !isBuiltIn(this.metrics)) return original(data);
      const functions = [...this.lossFunctions, ...this.metricsTensors.flat()].map(identityOf);
      const absent = data.flatMap((tensor, i) => (tensor == null ? [`no ${i}`] : []));
      const computation: Computation = {
        inputs: data.filter((tensor) => tensor != null),
        variables: variablesOf(model),
        trainable: this.collectedTrainableWeights.map((weight) => weight.read()),
        optimizer: this.optimizer_,
        compute: () => withoutUpdate(this.optimizer_, () => original(data)),
      };
      const kind = kindOf(model, computation, [...functions, ...absent]);
      if (kind === undefined) return original(data);
      const step = repeatedStep(model, kind, computation);
      step.apply();
      for (const metric of step.outputs.slice(1)) tf.keep(metric); // as TensorFlow.js does
      return step.outputs;
    };
  };
  prototype.dispose = function (this: { model?: object }) {
    for (const model of [this, this.model]) if (model) forgetSteps(model); // a sequential model trains the one within it
    return dispose.call(this);
  };
}

/**
 * A step of a training loop, as a graph where that is possible.
 * @param functions what decides, besides the model, what `compute` does; none if that may be anything
 */
export function trainingStep(
  model: tf.LayersModel,
  functions: object[] | undefined,
  computation: Omit<Computation, 'variables'>,
): Step {
  const whole = { ...computation, variables: variablesOf(model) };
  const kind = functions && kindOf(model, whole, functions.map(identityOf));
  return kind === undefined ? computeStep(whole) : repeatedStep(model, kind, whole);
}

/** @returns nothing where no graph may take the step's place */
function kindOf(model: tf.LayersModel, computation: Computation, more: (string | number)[]): string | undefined {
  if (!inUse || tf.getBackend() !== 'tensorflow' || tf.env().getBool('DEBUG')) return undefined;
  const { inputs, trainable, optimizer } = computation;
  if ((tf.backend() as unknown as NativeBackend).isUsingGpuDevice || isWatched(optimizer)) return undefined;
  const layers = fingerprint(model);
  if (layers === undefined) return undefined;
  const shapes = inputs.map(({ dtype, shape }) => `${dtype} ${shape}`);
  const names = trainable.map(({ id }) => id);
  return [layers, shapes.join(';'), names, identityOf(optimizer), ...more].join('|');
}

/** Someone records the gradient of the whole step, looks at each kernel, or put something in a method's place. */
function isWatched(optimizer: tf.Optimizer): boolean {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number; profiling: boolean } };
  const isReplaced = ['minimize', 'computeGradients', 'applyGradients'].some((name) => Object.hasOwn(optimizer, name));
  return isReplaced || state.gradientDepth > 0 || state.profiling;
}

function variablesOf(model: tf.LayersModel): tf.Variable[] {
  return [...new Set(model.weights.map((weight) => weight.read() as tf.Variable))];
}

/** Losses and metrics by name, or by name for each output: a user's own function may do anything. */
function isBuiltIn(chosen: unknown): boolean {
  if (typeof chosen !== 'object' || chosen === null) return typeof chosen !== 'function';
  return Object.values(chosen).every(isBuiltIn);
}

const identities = new WeakMap<object, number>();
let count = 0;

function identityOf(thing: object | number): number {
  if (typeof thing === 'number') return thing;
  const known = identities.get(thing) ?? ++count;
  identities.set(thing, known);
  return known;
}

/** What TensorFlow.js computes for a step, with the gradients that it would have given the optimizer. */
function withoutUpdate(optimizer: tf.Optimizer, train: () => tf.Tensor[]): ReturnType<Computation['compute']> {
  let gradients: (tf.Tensor | null)[] = [];
  Object.defineProperty(optimizer, 'applyGradients', {
    configurable: true,
    value(given: Gradients) {
      gradients = given.map(({ tensor }) => tensor && tf.keep(tensor.clone()));
    },
  });
  try {
    return { outputs: train(), gradients };
  } finally {
    Reflect.deleteProperty(optimizer, 'applyGradients');
  }
}
