import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import type { Misfit } from './state';

interface Told {
  unit: number;
  layer: string;
  size: number;
  from: number;
  to: number;
}

/** All that the widget says. */
export const texts = {
  title: toSay('Receptive fields to play with'),
  yours: toSay('your stack'),
  threeConvolutions: toSay('three 3×3'),
  oneConvolution: toSay('one 7×7'),
  lenet: 'LeNet-5',
  dilated: toSay('dilated 1, 2, 4'),
  stack: toSay('Stack'),
  inputSize: toSay('Input'),
  pixels: (count: number) => say('{count} pixels', { count }),
  reset: toSay('Reset'),
  addConvolution: toSay('Add a convolution'),
  addPooling: toSay('Add a pooling'),
  remove: (layer: string) => say('Remove {layer}', { layer }),
  /** names of layers, as a reader could give them */
  convolution: 'conv',
  pooling: 'pool',
  input: toSay('input'),
  /** in the picture and the table */
  layer: (number: number, name: string) => `${number} ${name}`,
  /** in a sentence */
  layerTold: (number: number, name: string) =>
    number === 0 ? say('the input') : say('layer {number} ({name})', { number, name }),
  sectionTitle: toSay('Cross-section: point at a unit'),
  sectionLabel: (rows: number) => say('{rows} rows of units, the input below.', { rows }),
  sectionKeys: toSay('Left and right arrow keys go from unit to unit, up and down from layer to layer.'),
  sees: (size: number) => say('sees {size}', { size: `${size}×${size}` }),
  squareTitle: toSay('Yellow: what it sees, from above'),
  squareLabel: (seen: number, all: number) => say('{seen} of {all} pixels are seen.', { seen, all }),
  settings: toSay('What each layer does'),
  results: toSay('What follows from it'),
  columns: {
    layer: toSay('layer'),
    kernel: toSay('kernel'),
    stride: toSay('stride'),
    padding: toSay('padding'),
    dilation: toSay('dilation'),
    units: toSay('units'),
    size: toSay('size r'),
    jump: toSay('jump j'),
    start: toSay('start'),
    seen: toSay('the unit reads'),
  },
  tableNote: toSay(
    'Size, jump and start are in pixels of the input: what one unit sees, how far apart the fields of two neighbours are, and where the field of unit 0 begins (below 0: in the padding).',
  ),
  of: (value: string, layer: string) => say('{value} of {layer}', { value, layer }),
  notSeen: '–',
  status: ({ unit, layer, size, from, to }: Told) =>
    say('Unit {unit} of {layer} sees {size} pixels: {from} to {to}, down and across.', {
      ...{ unit, layer, from, to },
      size: `${size}×${size}`,
    }),
  outside: (last: number) => ` ${say('The input has pixels 0 to {last}: what lies outside is padding (×).', { last })}`,
  refused: ({ layer, window, room }: Misfit) =>
    say('Not changed. The window does not fit: that of layer {layer} covers {window} in a row, and there are {room}.', {
      ...{ layer, window, room },
    }),
};
