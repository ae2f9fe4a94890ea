interface Told {
  unit: number;
  layer: string;
  size: number;
  from: number;
  to: number;
}

/** All that the widget says. */
export const texts = {
  title: 'Receptive fields to play with',
  yours: 'your stack',
  threeConvolutions: 'three 3×3',
  oneConvolution: 'one 7×7',
  lenet: 'LeNet-5',
  dilated: 'dilated 1, 2, 4',
  stack: 'Stack',
  inputSize: 'Input',
  pixels: (count: number) => `${count} pixels`,
  reset: 'As it was',
  addConvolution: 'Add a convolution',
  addPooling: 'Add a pooling',
  remove: (layer: string) => `Remove ${layer}`,
  convolution: 'conv',
  pooling: 'pool',
  input: 'input',
  /** in the picture and the table */
  layer: (number: number, name: string) => `${number} ${name}`,
  /** in a sentence */
  layerTold: (number: number, name: string) => (number === 0 ? 'the input' : `layer ${number} (${name})`),
  sectionTitle: 'Cross-section: point at a unit',
  sectionLabel: (rows: number) =>
    `${rows} rows of units, the input below. Left and right arrow keys go from unit to unit, up and down from layer to layer.`,
  sees: (size: number) => `sees ${size}×${size}`,
  squareTitle: 'Yellow: what it sees, from above',
  squareLabel: (seen: number, all: number) => `${seen} of ${all} pixels are seen.`,
  columns: {
    layer: 'layer',
    kernel: 'kernel',
    stride: 'stride',
    padding: 'padding',
    dilation: 'dilation',
    units: 'units',
    size: 'size r',
    jump: 'jump j',
    start: 'start',
    seen: 'the unit reads',
  },
  tableNote:
    'Size, jump and start are in pixels of the input: what one unit sees, how far apart the fields of two neighbours are, and where the field of unit 0 begins (below 0: in the padding).',
  of: (value: string, layer: string) => `${value} of ${layer}`,
  notSeen: '–',
  status: ({ unit, layer, size, from, to }: Told) =>
    `Unit ${unit} of ${layer} sees ${size}×${size} pixels: ${from} to ${to}, down and across.`,
  outside: (last: number) => ` The input has pixels 0 to ${last}: what lies outside is padding (×).`,
  refused: (reason: string) => `Not changed. ${reason}`,
};
