import {
  activationLayer,
  activations,
  type BatchNormParameters,
  batchNorm,
  batchNormLayer,
  denseLayer,
  dropoutLayer,
  forwardPass,
  initializers,
  type Matrix,
  type Network,
  type NetworkLayer,
  random,
} from '../../maths';
import { playgroundLosses, type Settings } from './settings';

/** What one dense layer has learnt, as plain data. */
export interface LayerWeights {
  /** `[inputs, units]` */
  weights: Matrix;
  /** `[units]` */
  bias: number[];
  /** of the batch normalization after it */
  norm?: BatchNormParameters;
}

/** The running statistics follow within a few epochs, so that the picture is soon that of the network in use. */
const normOptions = { momentum: 0.9 };

/** The first weights of all layers; the last one is the output, one unit. */
export function freshLayers(settings: Settings): LayerWeights[] {
  const { hidden, initializer, seed, batchNormalization } = settings;
  const draw = random(`weights ${seed}`);
  const all = (units: number, value: number) => new Array<number>(units).fill(value);
  return [...hidden, 1].map((units, i) => {
    const inputs = i === 0 ? settings.features.length : hidden[i - 1];
    const layer: LayerWeights = {
      weights: initializers[initializer].sample([inputs, units], draw),
      bias: all(units, 0),
    };
    if (batchNormalization && i < hidden.length)
      layer.norm = {
        gamma: all(units, 1),
        beta: all(units, 0),
        runningMean: all(units, 0),
        runningVariance: all(units, 1),
      };
    return layer;
  });
}

/** From features to logits, in use: without dropout, normalized by the running statistics. */
export const networkInUse = (settings: Settings, layers: LayerWeights[]): Network =>
  layers.flatMap((layer, i) => withHidden(settings, layer, i < layers.length - 1, false));

/**
 * The network of one step of training, whose output is what the loss takes.
 * @param masks of the dropout, `[batch, units]` for each hidden layer; none without dropout
 */
export function trainingNetwork(settings: Settings, layers: LayerWeights[], masks: Matrix[]): Network {
  const network = layers.flatMap((layer, i) => [
    ...withHidden(settings, layer, i < layers.length - 1, true),
    ...(masks[i] ? [dropoutLayer(masks[i], settings.dropout)] : []),
  ]);
  return playgroundLosses[settings.loss].onLogits ? network : [...network, activationLayer('sigmoid')];
}

function withHidden(settings: Settings, layer: LayerWeights, hidden: boolean, training: boolean): NetworkLayer[] {
  const { weights, bias, norm } = layer;
  const parts = [denseLayer(weights, bias)];
  if (norm) parts.push(batchNormLayer(norm, { training, ...normOptions }));
  if (hidden) parts.push(activationLayer(settings.activation));
  return parts;
}

/** What all layers have learnt, from the network after a step. @param inputs of each batch normalization in that step */
export function layersOf(network: Network, before: LayerWeights[], inputs: Matrix[]): LayerWeights[] {
  const dense = network.filter(({ name }) => name === 'dense');
  const norms = network.filter(({ name }) => name === 'batchNorm');
  return before.map(({ norm }, i) => {
    const { weights, bias } = dense[i].parameters as { weights: Matrix; bias: number[] };
    if (!norm) return { weights, bias };
    const { gamma, beta } = norms[i].parameters as { gamma: number[]; beta: number[] };
    const { runningMean, runningVariance } = batchNorm(inputs[i], norm, normOptions);
    return { weights, bias, norm: { gamma, beta, runningMean, runningVariance } };
  });
}

/** What comes into each batch normalization when a batch runs through the network. */
export function normInputs(network: Network, rows: Matrix): Matrix[] {
  if (!network.some(({ name }) => name === 'batchNorm')) return [];
  const outputs = forwardPass(network, rows) as Matrix[];
  return network.flatMap(({ name }, i) => (name === 'batchNorm' ? [outputs[i - 1]] : []));
}

/** The outputs of all units for some rows of features: `[rows, units]` of each hidden layer, then the probability of class 1. */
export function unitOutputs(settings: Settings, layers: LayerWeights[], rows: Matrix): Matrix[] {
  const network = networkInUse(settings, layers);
  const outputs = forwardPass(network, rows) as Matrix[];
  const hidden = outputs.filter((_, i) => network[i + 1]?.name === 'dense');
  return [...hidden, outputs[outputs.length - 1].map((row) => row.map(activations.sigmoid.output))];
}
