import type { Batch, LayerParameters } from './layers';
import { type Loss, type LossName, readLoss, softmaxCrossEntropy } from './losses';
import { combineNested, type Nested } from './nested';
import { backwardPass, checkNetwork, type Network } from './network';
import {
  type Hyperparameters,
  type Memory,
  type Optimizer,
  type OptimizerName,
  optimizers,
  readHyperparameters,
} from './optimizers';
import { checkKey, checkOptions } from './options';
import { type PenaltyName, penalties } from './penalties';
import type { Matrix } from './shapes';

export interface TrainingOptions extends Partial<Hyperparameters> {
  /** A name or a rule of your own; 'adam' unless given. */
  optimizer?: OptimizerName | Optimizer;
  /** A name or a loss of your own; softmax cross-entropy on logits unless given. */
  loss?: LossName | Loss;
  /** Pulls every kernel (`weights` and `filters`; biases are free) towards 0; none unless given. */
  penalty?: WeightPenalty;
}

/** A penalty by its name, and λ. */
export interface WeightPenalty {
  name: PenaltyName;
  strength: number;
}

/** A network on its way: what it has learned so far, and what the optimizer remembers. */
export interface Training {
  network: Network;
  /** The loss of each batch so far, before its step, without the penalty. */
  losses: number[];
  loss: Loss;
  penalty?: WeightPenalty;
  optimizer: Optimizer;
  settings: Hyperparameters;
  /** What the optimizer remembers about each parameter; one entry a layer, names and shapes as its parameters. */
  memories: Record<string, Memories>[];
}

/** Memories in nested arrays, shaped as the parameters that they belong to. */
export type Memories = Memory | Memories[];

/**
 * Prepares a training; `trainStep` goes on from here.
 * @param options optimizer, loss and whichever of the optimizer's settings shall differ from its defaults
 * @example
 * let training = startTraining(lenet5FromScratch(), { optimizer: 'adam', learningRate: 0.002 });
 * for (const { images, targets } of batches) training = trainStep(training, images, targets);
 */
export function startTraining(network: Network, options: TrainingOptions = {}): Training {
  checkNetwork(network);
  const known = ['optimizer', 'loss', 'learningRate', 'gamma', 'beta1', 'beta2', 'epsilon', 'penalty'];
  checkOptions(options, known, 'startTraining');
  const rule = options.optimizer ?? 'adam';
  const optimizer = typeof rule === 'object' ? rule : optimizers[checkKey(rule, optimizers, 'optimizer')];
  const memories = network.map(({ parameters }) => mapValues(parameters, (p) => memoriesOf(p, optimizer.memory)));
  const settings = readHyperparameters(optimizer, options);
  const loss = readLoss(options.loss ?? softmaxCrossEntropy);
  const { penalty } = options;
  if (penalty) checkKey(penalty.name, penalties, 'penalty');
  return { network, losses: [], loss, penalty, optimizer, settings, memories };
}

/**
 * One step of training on one batch: forward, loss, backward, and the optimizer's change of every parameter.
 * @param input `[batch, features]` or `[batch, height, width, channels]`
 * @param target `[batch, classes]`
 * @returns the training one step further; the one that came in is left as it was
 */
export function trainStep(training: Training, input: Batch, target: Matrix): Training {
  const { network, optimizer, settings } = training;
  const { loss, gradients } = backwardPass(network, input, target, training.loss);
  const memories: Training['memories'] = [];
  const trained = network.map((layer, index) => {
    const parameters: LayerParameters = {};
    memories[index] = {};
    for (const [name, values] of Object.entries(layer.parameters)) {
      const gradient = withPenalty(
        gradients[index][name],
        values,
        kernels.includes(name) ? training.penalty : undefined,
      );
      const stepped = stepAll(values, gradient, training.memories[index][name], optimizer, settings);
      parameters[name] = stepped.values;
      memories[index][name] = stepped.memories;
    }
    return { ...layer, parameters };
  });
  return { ...training, network: trained, losses: [...training.losses, loss], memories };
}

/** What penalties pull at. */
const kernels: readonly string[] = ['weights', 'filters'];

function withPenalty(gradient: Nested, values: Nested, penalty?: WeightPenalty): Nested {
  if (!penalty) return gradient;
  return combineNested(gradient, penalties[penalty.name].gradient(values, penalty.strength), (g, pull) => g + pull);
}

/** One step of the optimizer for each number of a parameter. */
function stepAll(
  values: Nested,
  gradients: Nested,
  memories: Memories,
  optimizer: Optimizer,
  settings: Hyperparameters,
): { values: Nested; memories: Memories } {
  if (typeof values === 'number') {
    const { change, memory } = optimizer.step(gradients as number, memories as Memory, settings);
    return { values: values + change, memories: memory };
  }
  const parts = values.map((part, index) => {
    return stepAll(part, (gradients as Nested[])[index], (memories as Memories[])[index], optimizer, settings);
  });
  return { values: parts.map((part) => part.values), memories: parts.map((part) => part.memories) };
}

function memoriesOf(values: Nested, memory: Memory): Memories {
  return typeof values === 'number' ? memory : values.map((part) => memoriesOf(part, memory));
}

function mapValues<T>(parameters: LayerParameters, f: (values: Nested) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, f(values)]));
}
