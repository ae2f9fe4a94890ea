import { UserError } from '../../user-error';
import { type DecoderLayer, decoded, decoderActivations, type PackedDecoder } from './decoder';
import { packed } from './packed';

/** What is read of a model of TensorFlow.js: its layers, with their settings and their numbers. */
export interface DecoderModel {
  layers: {
    getClassName(): string;
    getConfig(): object;
    getWeights(): { shape: number[]; dataSync(): ArrayLike<number> }[];
  }[];
}

const call = 'widget.latentSpace';

/** The decoder as plain data for the page. @throws UserError for layers that the page cannot compute */
export function readDecoder(model: DecoderModel): PackedDecoder {
  if (!Array.isArray(model?.layers)) {
    throw new UserError(`${call}: decoder must be a model, such as variationalAutoencoder().decoder.`);
  }
  const used = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const numbers = used.flatMap((layer) => layer.getWeights().flatMap((weights) => Array.from(weights.dataSync())));
  const decoder = { layers: used.map(readLayer), numbers: packed(numbers) };
  const [first] = decoder.layers;
  const inputs = first?.kind === 'dense' ? first.kernel[0] : undefined;
  if (inputs !== 2) {
    const got = inputs ?? 'something else';
    throw new UserError(
      `${call}: the decoder must begin with a dense layer of 2 latent numbers, this one takes ${got}.`,
    );
  }
  const image: unknown[][][] | undefined[] = decoded(decoder, [0, 0]);
  const channels = image[0]?.[0]?.length;
  if (channels !== 1 && channels !== 3) {
    throw new UserError(`${call}: the decoder must end with images of 1 or 3 channels.`);
  }
  return decoder;
}

function readLayer(layer: DecoderModel['layers'][number]): DecoderLayer {
  const type = layer.getClassName();
  const settings = layer.getConfig() as Record<string, unknown>;
  if (type === 'Reshape') return { kind: 'reshape', to: settings.targetShape as [number, number, number] };
  const [kernel, bias] = layer.getWeights().map(({ shape }) => shape);
  if ((type !== 'Dense' && type !== 'Conv2DTranspose') || !bias) {
    const known = 'dense and conv2dTranspose (with a bias) and reshape';
    throw new UserError(
      `${call}: the decoder may have layers ${known}, this one has ${settings.name} of type ${type}.`,
    );
  }
  const activation = settings.activation as keyof typeof decoderActivations;
  if (!Object.hasOwn(decoderActivations, activation)) {
    const names = Object.keys(decoderActivations).join(', ');
    throw new UserError(`${call}: layer ${settings.name} has the activation ${activation}. Take one of ${names}.`);
  }
  if (type === 'Dense') return { kind: 'dense', kernel: kernel as [number, number], activation };
  return {
    kind: 'conv2dTranspose',
    kernel: kernel as [number, number, number, number],
    stride: settings.strides as [number, number],
    padding: settings.padding as 'same' | 'valid',
    activation,
  };
}
