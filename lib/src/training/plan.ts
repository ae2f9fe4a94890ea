import type { tf } from '../engine';
import { type Random, random } from '../maths/random';
import { checkCount, checkPositive } from '../models/layer-choices';
import { UserError } from '../project';
import { type Augmentation, chain } from './augmentation/augmentation';
import { checkEarlyStopping } from './early-stopping';
import { compiledLoss } from './evaluate';
import { checkFit, type ExampleSource, type Examples, exampleSource } from './examples';
import { defaults, type FitOptions } from './fit-options';
import { type FactorsAt, groupRates } from './group-rates';
import { decisionUnits, type LossFunction, lossFunction } from './losses';
import { makeOptimizer } from './optimizer-choice';

/** A training whose every choice is made and checked. */
export interface Plan {
  title: string;
  train: ExampleSource;
  /** numbers of the examples to learn from */
  indices: number[];
  held?: { source: ExampleSource; indices: number[] };
  epochs: number;
  batchSize: number;
  /** in an epoch; the last one may be smaller */
  batches: number;
  loss: LossFunction;
  /** outputs of one decision, if the task has an accuracy */
  units?: number;
  optimizer: tf.Optimizer;
  /** whether the optimizer was made here, and so ends with the training */
  ownsOptimizer: boolean;
  /** of the learning rate, where layers differ in it */
  factors?: FactorsAt;
  /** for the order of the examples */
  order: Random;
  /** for the masks of dropout: apart, so that a layer of dropout changes no order */
  masks: Random;
  augmentation?: { step: Augmentation; draw: Random };
}

/** @throws UserError for whatever does not fit together */
export function planTraining(model: tf.LayersModel, examples: Examples, options: FitOptions): Plan {
  const { epochs = defaults.epochs, batchSize = defaults.batchSize, seed = defaults.seed } = options;
  checkCount(epochs, 'epochs');
  checkCount(batchSize, 'batchSize');
  const train = exampleSource(examples, 'training examples');
  checkFit(model, train, 'training examples');
  const order = random(`order ${seed}`);
  const { indices, held } = holdOut(train, options.validation, order);
  if (held) checkFit(model, held.source, 'validation examples');
  if (options.earlyStopping) checkEarlyStopping(options.earlyStopping, held !== undefined);
  const chosenLoss = options.loss ?? compiledLoss(model) ?? 'categoricalCrossentropy';
  const hasAccuracy = train.isClassification || chosenLoss === 'binaryCrossentropy';
  const loss = lossFunction(chosenLoss);
  const outputs = train.labelShape.reduce((product, length) => product * length, 1);
  return {
    title: options.title ?? model.name,
    train,
    indices,
    held,
    epochs,
    batchSize,
    batches: Math.ceil(indices.length / batchSize),
    loss,
    units: hasAccuracy ? decisionUnits(loss, outputs) : undefined,
    factors: options.learningRates && groupRates(model, options.learningRates),
    ...chooseOptimizer(model, options),
    order,
    masks: random(`masks ${seed}`),
    augmentation: options.augment && { step: chain(options.augment), draw: random(`augmentation ${seed}`) },
  };
}

/** Which examples are learnt from, and which are held out. */
function holdOut(train: ExampleSource, validation: Examples | number | undefined, order: Random) {
  const all = Array.from({ length: train.count }, (_, i) => i);
  if (validation === undefined) return { indices: all };
  if (typeof validation !== 'number') {
    const source = exampleSource(validation, 'validation examples');
    return { indices: all, held: { source, indices: Array.from({ length: source.count }, (_, i) => i) } };
  }
  const count = Math.round(train.count * validation);
  if (!(validation > 0 && validation < 1) || count < 1 || count >= train.count) {
    throw new UserError(
      `validation must be examples, or a share between 0 and 1 that holds out some of the ${train.count} training examples and leaves some, got ${validation}.`,
    );
  }
  const shuffled = order.shuffle(all);
  return { indices: shuffled.slice(count), held: { source: train, indices: shuffled.slice(0, count) } };
}

function chooseOptimizer(model: tf.LayersModel, { optimizer, learningRate }: FitOptions) {
  const compiled = model.optimizer as tf.Optimizer | undefined;
  const chosen = optimizer ?? compiled ?? 'adam';
  if (learningRate !== undefined && typeof learningRate !== 'function') checkPositive(learningRate, 'learningRate');
  if (typeof chosen === 'string') {
    const rate = typeof learningRate === 'number' ? learningRate : undefined;
    return { optimizer: makeOptimizer(chosen, rate), ownsOptimizer: true };
  }
  return { optimizer: chosen, ownsOptimizer: false };
}
