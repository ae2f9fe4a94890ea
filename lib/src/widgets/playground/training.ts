import {
  dropoutMask,
  forwardPass,
  type Matrix,
  type Memories,
  random,
  startTraining,
  type TrainingOptions,
  trainStep,
} from '../../maths';
import { type Examples, examplesOf } from './examples';
import { freshLayers, type LayerWeights, layersOf, networkInUse, normInputs, trainingNetwork } from './network';
import { playgroundLosses, type Settings } from './settings';

/** How far the training has come: plain data, and the same after the same steps with the same settings. */
export interface Run {
  layers: LayerWeights[];
  /** what the optimizer remembers; undefined before its first step */
  memories?: Record<string, Memories>[];
  steps: number;
  epochs: number;
  /** how many points of this epoch the network has seen */
  seen: number;
  curve: LossCurve;
}

/** The losses in use, before the first epoch and after each `every`th one. */
export interface LossCurve {
  every: number;
  training: number[];
  test: number[];
}

export interface Measured {
  training: number;
  test: number;
  /** share of the test points on the right side */
  accuracy: number;
}

export function freshRun(settings: Settings): Run {
  const layers = freshLayers(settings);
  const { training, test } = measure(settings, layers);
  return { layers, steps: 0, epochs: 0, seen: 0, curve: { every: 1, training: [training], test: [test] } };
}

/** One step of the optimizer, on the next batch of the epoch. */
export function stepOf(settings: Settings, run: Run): Run {
  const { training } = examplesOf(settings);
  const batch = orderOf(settings.seed, run.epochs, training).slice(run.seen, run.seen + settings.batchSize);
  const [rows, targets] = [batch.map((i) => training.rows[i]), batch.map((i) => training.targets[i])];
  const network = trainingNetwork(settings, run.layers, masksOf(settings, run.steps, batch.length));
  const begun = startTraining(network, optionsOf(settings));
  const { network: trained, memories } = trainStep(
    { ...begun, memories: run.memories ?? begun.memories },
    rows,
    targets,
  );
  const layers = layersOf(trained, run.layers, normInputs(network, rows));
  const next = { ...run, layers, memories, steps: run.steps + 1, seen: run.seen + batch.length };
  return next.seen < training.rows.length ? next : epochEnded(settings, next);
}

/** To the end of the epoch. */
export function epochOf(settings: Settings, run: Run): Run {
  let next = stepOf(settings, run);
  while (next.epochs === run.epochs) next = stepOf(settings, next);
  return next;
}

export const stepsOfEpoch = (settings: Settings): number =>
  Math.ceil(examplesOf(settings).training.rows.length / settings.batchSize);

/** How the network in use does on all points. */
export function measure(settings: Settings, layers: LayerWeights[]): Measured {
  const { training, test } = examplesOf(settings);
  const { loss, onLogits } = playgroundLosses[settings.loss];
  const outputs = (examples: Examples) => forwardPass(networkInUse(settings, layers), examples.rows).at(-1) as Matrix;
  const lossOf = (logits: Matrix, { targets }: Examples) =>
    loss.output(onLogits ? logits : logits.map(([z]) => [1 / (1 + Math.exp(-z))]), targets);
  const onTest = outputs(test);
  const right = onTest.filter(([z], i) => z > 0 === (test.labels[i] === 1)).length;
  return {
    training: lossOf(outputs(training), training),
    test: lossOf(onTest, test),
    accuracy: right / onTest.length,
  };
}

/** Which units are dropped for each point of a batch; none without dropout. */
function masksOf({ dropout, hidden, seed }: Settings, step: number, count: number): Matrix[] {
  if (dropout === 0) return [];
  const draw = random(`dropout ${seed} ${step}`);
  return hidden.map((units) => dropoutMask([count, units], dropout, draw) as Matrix);
}

function optionsOf({ optimizer, learningRate, loss, penalty, strength }: Settings): TrainingOptions {
  const pull = penalty === 'none' ? undefined : { name: penalty, strength };
  return { optimizer, learningRate, loss: playgroundLosses[loss].loss, penalty: pull };
}

let lastOrder: { key: string; order: number[] } | undefined;

/** In which order an epoch sees the points. */
function orderOf(seed: number, epoch: number, { rows }: Examples): number[] {
  const key = `order ${seed} ${epoch} ${rows.length}`;
  if (lastOrder?.key !== key) lastOrder = { key, order: random(key).shuffle(rows.map((_, i) => i)) };
  return lastOrder.order;
}

/** So many points of a curve are drawn at most; then every second one is dropped. */
const longest = 240;

function epochEnded(settings: Settings, run: Run): Run {
  const epochs = run.epochs + 1;
  let { every, training, test } = run.curve;
  if (epochs % every === 0) {
    const measured = measure(settings, run.layers);
    [training, test] = [
      [...training, measured.training],
      [...test, measured.test],
    ];
    if (training.length > longest) {
      every *= 2;
      [training, test] = [training, test].map((losses) => losses.filter((_, i) => i % 2 === 0));
    }
  }
  return { ...run, epochs, seen: 0, curve: { every, training, test } };
}
