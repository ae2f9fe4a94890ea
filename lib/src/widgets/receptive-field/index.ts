import type { LayerGeometry } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { upTo } from '../shell/given';
import { counts, type Layer, largest, type ReceptiveFieldGiven, rows, type Stack, smallestInput } from './state';
import { texts } from './texts';

export interface ReceptiveFieldWidgetOptions {
  /** at most 6, from the input on, as `receptiveFieldFigure` takes them; they come before the built-in stacks */
  layers?: LayerGeometry[];
  /** pixels of the input along one axis, 4 … 40; default: as many as leave three units at the end */
  inputSize?: number;
  title?: string;
}

const call = 'widget.receptiveField';

/** What the page gets. @throws UserError or ShapeError in one sentence for a stack that cannot be */
export function receptiveFieldGiven(options: ReceptiveFieldWidgetOptions = {}): ReceptiveFieldGiven {
  checkOptions(options, ['layers', 'inputSize', 'title'], call);
  const { layers, inputSize, title } = options;
  if (layers === undefined) {
    if (inputSize !== undefined)
      throw new UserError(`${call}: inputSize needs layers: the built-in stacks have their own.`);
    return { title, stacks: builtIn };
  }
  return { title, stacks: { [texts.yours]: stackOf(layers, inputSize), ...builtIn } };
}

function stackOf(given: LayerGeometry[], inputSize: number | undefined): Stack {
  if (!Array.isArray(given) || given.length < 1 || given.length > largest.layers) {
    throw new UserError(`${call}: layers must be a list of 1 to ${largest.layers} such as { kernel: 3, stride: 2 }.`);
  }
  const layers = given.map((layer, i) => checkedLayer(layer, `layers[${i}]`));
  const last = rows({ inputSize: largest.inputSize, layers })[layers.length];
  const size = inputSize ?? Math.min(largest.inputSize, Math.max(smallestInput, last.size + 2 * last.jump));
  upTo(largest.inputSize, size, 'inputSize', call);
  if (size < smallestInput) throw new UserError(`${call}: inputSize must be at least ${smallestInput}, got ${size}.`);
  counts({ inputSize: size, layers }); // says so if a window does not fit
  return { inputSize: size, layers };
}

function checkedLayer(layer: LayerGeometry, place: string): Layer {
  checkOptions(layer, ['kernel', 'stride', 'padding', 'dilation', 'name'], `${call}, ${place}`);
  const { kernel, stride = 1, padding = 0, dilation = 1, name = texts.convolution } = layer;
  if (padding !== 0) upTo(largest.padding, padding, `${place}.padding`, call);
  return {
    kernel: upTo(largest.kernel, kernel, `${place}.kernel`, call),
    stride: upTo(largest.stride, stride, `${place}.stride`, call),
    padding,
    dilation: upTo(largest.dilation, dilation, `${place}.dilation`, call),
    name,
  };
}

const convolution = (kernel: number, more: Partial<Layer> = {}): Layer => ({
  ...{ kernel, stride: 1, padding: 0, dilation: 1, name: texts.convolution },
  ...more,
});
const pooling: Layer = { ...convolution(2), stride: 2, name: texts.pooling };

const builtIn: Record<string, Stack> = {
  [texts.threeConvolutions]: { inputSize: 13, layers: [convolution(3), convolution(3), convolution(3)] },
  [texts.oneConvolution]: { inputSize: 13, layers: [convolution(7)] },
  [texts.lenet]: { inputSize: 32, layers: [convolution(5), pooling, convolution(5), pooling] },
  [texts.dilated]: {
    inputSize: 24,
    layers: [convolution(3), convolution(3, { dilation: 2 }), convolution(3, { dilation: 4 })],
  },
};
