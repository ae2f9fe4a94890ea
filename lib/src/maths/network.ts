import type { Batch, LayerParameters, NetworkLayer, NetworkLayerGradients } from './layers';
import { type Loss, type LossName, type Predictions, readLoss, softmaxCrossEntropy } from './losses';
import { flattenNested } from './nested';
import { describe, type Matrix, ShapeError, shapeOf } from './shapes';

/** A feed-forward network: each layer takes what the one before it gives. */
export type Network = NetworkLayer[];

/** All that one backward pass works out. Lists have one entry a layer, in the order of the layers. */
export interface Backpropagation {
  /** Of the batch. */
  loss: number;
  /** The output of each layer; the last one is that of the network. */
  activations: Batch[];
  /** The gradients of the loss with respect to the parameters of each layer; `{}` for layers without any. */
  gradients: LayerParameters[];
  /** The gradients of the loss with respect to the output of each layer; shapes as `activations`. */
  gradActivations: Batch[];
  /** The gradient of the loss with respect to the input; shape as the input. */
  gradInput: Batch;
}

/**
 * Lets a batch run through all layers.
 * @param input `[batch, features]` or `[batch, height, width, channels]`
 * @returns the output of each layer; the last one is that of the network
 * @throws ShapeError that names the layer, if it cannot take what comes in
 * @example forwardPass(lenet5FromScratch(), images).at(-1) // logits, [batch, 10]
 */
export function forwardPass(network: Network, input: Batch): Batch[] {
  checkNetwork(network);
  const [batch, ...rest] = shapeOf(input, 'input');
  if (rest.length === 0 || batch === 0) {
    const expected = 'expected [batch, features] or [batch, height, width, channels]';
    throw new ShapeError(`input: ${expected}, got ${describe(input)}.`);
  }
  const outputs: Batch[] = [];
  for (const [index, layer] of network.entries()) {
    const given = outputs.at(-1) ?? input;
    outputs.push(inLayer(layer, index, () => layer.forward(given, layer.parameters)));
  }
  return outputs;
}

/**
 * Backpropagation: one forward pass, then the gradient of the loss is handed from the last layer to the first. Each
 * layer turns the gradient of its output into that of its input and of its parameters.
 * @param input `[batch, features]` or `[batch, height, width, channels]`
 * @param target `[batch, classes]`, such as one-hot rows
 * @param loss a name or a loss of your own; softmax cross-entropy on logits unless given
 * @see Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986
 */
export function backwardPass(
  network: Network,
  input: Batch,
  target: Matrix,
  loss: LossName | Loss = softmaxCrossEntropy,
): Backpropagation {
  const measure = readLoss(loss);
  const activations = forwardPass(network, input);
  const output = activations[activations.length - 1] as Predictions;
  const gradients = new Array<LayerParameters>(network.length);
  const gradActivations = new Array<Batch>(network.length);

  let upstream: Batch = measure.gradient(output, target) as Batch;
  for (let index = network.length - 1; index >= 0; index--) {
    const layer = network[index];
    const given = index === 0 ? input : activations[index - 1];
    gradActivations[index] = upstream;
    const { gradInput, gradParameters }: NetworkLayerGradients = inLayer(layer, index, () => {
      return layer.backward(given, upstream, layer.parameters);
    });
    gradients[index] = gradParameters;
    upstream = gradInput;
  }
  return { loss: measure.output(output, target), activations, gradients, gradActivations, gradInput: upstream };
}

/** How many numbers the network learns. */
export function countParameters(network: Network): number {
  checkNetwork(network);
  const counts = network.flatMap(({ parameters }) => Object.values(parameters).map((p) => flattenNested(p).length));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Checks that there is a list of layers. */
export function checkNetwork(network: Network): void {
  if (!Array.isArray(network) || network.length === 0) {
    throw new ShapeError(`network: expected a list of layers, got ${describe(network)}.`);
  }
}

/** Does the work of one layer; an error says which layer it was. */
function inLayer<T>({ name }: NetworkLayer, index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShapeError) throw new ShapeError(`Layer ${index} (${name}): ${error.message}`);
    throw error;
  }
}
