/** Builds a model from data, with limits on its size. No code of an answer runs. */
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from '../engine';
import { figures, say, sayCount } from '../languages/say';
import { UserError } from '../project';
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
    throw new UserError(say('The model cannot be built from its layers: {error}', { error: firstLine(error) }));
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
        say('The model has weights of the shape [{shape}]: a size of its layers is missing or wrong.', {
          shape: shape.join(', '),
        }),
      );
    }
    left -= shape.reduce<number>((product, size) => product * (size as number), 1);
    if (left < 0) {
      throw new UserError(
        say('The model has more than {most} parameters: make its layers smaller.', { most: inWords(mostParameters) }),
      );
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
    throw new UserError(
      say('The model has {inputs} and {outputs}; expected one of each.', {
        inputs: sayCount(model.inputs.length, '{n} input', '{n} inputs'),
        outputs: sayCount(model.outputs.length, '{n} output', '{n} outputs'),
      }),
    );
  }
  if (model.inputs[0].shape[0] !== null) {
    throw new UserError(
      say('The model takes batches of one size only: give its first layer `inputShape` in place of `batchInputShape`.'),
    );
  }
  let multiplications = 0;
  for (const layer of layersOf(model)) {
    const [into, out] = [layer.input, layer.output].map((side) => (Array.isArray(side) ? side : [side]));
    const most = Math.max(...[...into, ...out].map(({ shape }) => product(shape.slice(1))));
    if (!(most > 0 && most <= mostValues)) {
      throw new UserError(
        say('The layer {name} works on {count} numbers for one image; at most {most} can be measured.', {
          name: layer.name,
          count: inWords(most),
          most: inWords(mostValues),
        }),
      );
    }
    // every weight is used once at each position of the map, if not less often
    const positions = [...into, ...out].map(({ shape }) => product(shape.slice(1, -1)));
    multiplications += layer.countParams() * Math.max(...positions);
  }
  if (multiplications > mostMultiplications) {
    throw new UserError(
      say('The model needs {count} multiplications for one image; at most {most} can be measured.', {
        count: inWords(multiplications),
        most: inWords(mostMultiplications),
      }),
    );
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
  if (!fits) throw new UserError(say('The weights of the model do not fit its layers.'));
  const values = weights.map(unpackTensor);
  const wrong = values.findIndex((list) => !list.every(Number.isFinite));
  if (wrong >= 0) {
    throw new UserError(
      say(
        'The weights {name} hold NaN or Infinity: the training went out of bounds. Is the loss finite, and the learning rate small enough?',
        { name: own[wrong].originalName },
      ),
    );
  }
  tf.tidy(() => model.setWeights(values.map((list, i): Tensor => tf.tensor(list, weights[i].shape))));
}

/** Layers that only fail when they run, fail here. */
function tryOut(model: LayersModel): void {
  try {
    tf.tidy(() => (model.predict(tf.zeros([1, ...(model.inputs[0].shape.slice(1) as number[])])) as Tensor).dataSync());
  } catch (error) {
    throw new UserError(say('The model cannot be run: {error}', { error: firstLine(error) }));
  }
}

function product(sizes: (number | null)[]): number {
  return sizes.reduce<number>((all, size) => all * (size ?? Number.NaN), 1);
}

function inWords(count: number): string {
  return figures(count, { grouped: true });
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
}
