/** Builds a model from data, with limits on its size. No code of an answer runs. */
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from '../engine';
import { UserError } from '../project';
import { count } from './describe';
import { mostParameters, type PackedModel, unpackTensor } from './packed';
import { checkedTopology, initializerName, type LayerNode } from './topology';

/** The values that one layer may put out for one image: a batch of 100 then takes 200 MB. */
const mostValues = 500_000;
/** The multiplications that a model may need for one image: a small VGG needs a tenth of them. */
const mostMultiplications = 200_000_000;

/**
 * @returns the model with its weights; the caller disposes of it
 * @throws UserError one sentence, if it cannot be built, is too large to be measured, or has weights that are no numbers
 */
export async function buildModel(packed: PackedModel): Promise<LayersModel> {
  let model: LayersModel | undefined;
  try {
    model = await build(checkedTopology(packed.topology));
    checkSizes(model);
    setWeights(model, packed);
    tryOut(model);
    return model;
  } catch (error) {
    model?.dispose();
    if (error instanceof UserError) throw error;
    throw new UserError(`The model cannot be built from its layers: ${firstLine(error)}`);
  }
}

/** What the weights of the model that is being built may still take. Building waits for nothing, so two models never share it. */
let left = 0;

/** Gives zeros, until a model has too many weights. */
class Zeros extends tf.serialization.Serializable {
  static readonly className = initializerName;

  apply(shape: (number | null)[]): Tensor {
    if (!shape.every((size) => Number.isInteger(size) && (size as number) > 0)) {
      throw new UserError(
        `The model has weights of the shape [${shape.join(', ')}]: a size of its layers is missing or wrong.`,
      );
    }
    left -= shape.reduce<number>((product, size) => product * (size as number), 1);
    if (left < 0) {
      throw new UserError(`The model has more than ${inWords(mostParameters)} parameters: make its layers smaller.`);
    }
    return tf.zeros(shape as number[]);
  }

  getConfig(): Record<string, never> {
    return {};
  }
}

let registered = false;

function build(topology: LayerNode): Promise<LayersModel> {
  if (!registered) tf.serialization.registerClass(Zeros);
  registered = true;
  left = mostParameters;
  return tf.models.modelFromJSON({ modelTopology: topology as never });
}

function checkSizes(model: LayersModel): void {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const sides = `${count(model.inputs.length, 'input')} and ${count(model.outputs.length, 'output')}`;
    throw new UserError(`The model has ${sides}; expected one of each.`);
  }
  if (model.inputs[0].shape[0] !== null) {
    throw new UserError(
      'The model takes batches of one size only: give its first layer `inputShape` in place of `batchInputShape`.',
    );
  }
  let multiplications = 0;
  for (const layer of layersOf(model)) {
    const [into, out] = [layer.input, layer.output].map((side) => (Array.isArray(side) ? side : [side]));
    const most = Math.max(...[...into, ...out].map(({ shape }) => product(shape.slice(1))));
    if (!(most > 0 && most <= mostValues)) {
      const limit = `at most ${inWords(mostValues)} can be measured`;
      throw new UserError(`The layer ${layer.name} works on ${inWords(most)} numbers for one image; ${limit}.`);
    }
    // every weight is used once at each position of the map, if not less often
    const positions = [...into, ...out].map(({ shape }) => product(shape.slice(1, -1)));
    multiplications += layer.countParams() * Math.max(...positions);
  }
  if (multiplications > mostMultiplications) {
    const limit = `at most ${inWords(mostMultiplications)} can be measured`;
    throw new UserError(`The model needs ${inWords(multiplications)} multiplications for one image; ${limit}.`);
  }
}

/** All layers in their order, with those of models inside of the model. */
export function layersOf(model: LayersModel): LayersModel['layers'] {
  return model.layers.flatMap((layer) => (layer instanceof tf.LayersModel ? layersOf(layer) : [layer]));
}

function setWeights(model: LayersModel, { weights }: PackedModel): void {
  const own = model.weights;
  const fits =
    weights.length === own.length &&
    weights.every((weight, i) => Array.isArray(weight?.shape) && weight.shape.join('×') === own[i].shape.join('×'));
  if (!fits) throw new UserError('The weights of the model do not fit its layers.');
  const values = weights.map(unpackTensor);
  const wrong = values.findIndex((list) => !list.every(Number.isFinite));
  if (wrong >= 0) {
    const question = 'Is the loss finite, and the learning rate small enough?';
    throw new UserError(
      `The weights ${own[wrong].originalName} hold NaN or Infinity: the training went out of bounds. ${question}`,
    );
  }
  tf.tidy(() => model.setWeights(values.map((list, i): Tensor => tf.tensor(list, weights[i].shape))));
}

/** Layers that only fail when they run, fail here. */
function tryOut(model: LayersModel): void {
  try {
    tf.tidy(() => (model.predict(tf.zeros([1, ...(model.inputs[0].shape.slice(1) as number[])])) as Tensor).dataSync());
  } catch (error) {
    throw new UserError(`The model cannot be run: ${firstLine(error)}`);
  }
}

function product(sizes: (number | null)[]): number {
  return sizes.reduce<number>((all, size) => all * (size ?? Number.NaN), 1);
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
}
