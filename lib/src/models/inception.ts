import { tf } from '../engine';
import { type Flow, type NetworkLayers, networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** One convolution of a branch: the end of its name, maps, kernel size, stride. */
type Step = [name: string, maps: number, kernelSize: number | [number, number], strides?: number];
/** Convolutions one after the other; a list in the last place: convolutions side by side. */
type Branch = (Step | Step[])[];

const wide: [number, number] = [1, 7];
const high: [number, number] = [7, 1];

/** The five kinds of modules, each as branches side by side, the pooling branch last. */
const modules = {
  /** 5 × 5 and twice 3 × 3 beside 1 × 1 */
  a: (pooled: number): Branch[] => [
    [['branch1x1', 64, 1]],
    [
      ['branch5x5_1', 48, 1],
      ['branch5x5_2', 64, 5],
    ],
    [
      ['branch3x3dbl_1', 64, 1],
      ['branch3x3dbl_2', 96, 3],
      ['branch3x3dbl_3', 96, 3],
    ],
    [['branch_pool', pooled, 1]],
  ],
  /** halves the maps */
  b: (): Branch[] => [
    [['branch3x3', 384, 3, 2]],
    [
      ['branch3x3dbl_1', 64, 1],
      ['branch3x3dbl_2', 96, 3],
      ['branch3x3dbl_3', 96, 3, 2],
    ],
    [],
  ],
  /** 7 × 7 as 1 × 7 and 7 × 1, once and twice */
  c: (maps: number): Branch[] => [
    [['branch1x1', 192, 1]],
    [
      ['branch7x7_1', maps, 1],
      ['branch7x7_2', maps, wide],
      ['branch7x7_3', 192, high],
    ],
    [
      ['branch7x7dbl_1', maps, 1],
      ['branch7x7dbl_2', maps, high],
      ['branch7x7dbl_3', maps, wide],
      ['branch7x7dbl_4', maps, high],
      ['branch7x7dbl_5', 192, wide],
    ],
    [['branch_pool', 192, 1]],
  ],
  /** halves the maps */
  d: (): Branch[] => [
    [
      ['branch3x3_1', 192, 1],
      ['branch3x3_2', 320, 3, 2],
    ],
    [
      ['branch7x7x3_1', 192, 1],
      ['branch7x7x3_2', 192, wide],
      ['branch7x7x3_3', 192, high],
      ['branch7x7x3_4', 192, 3, 2],
    ],
    [],
  ],
  /** 3 × 3 as 1 × 3 and 3 × 1 side by side */
  e: (): Branch[] => [
    [['branch1x1', 320, 1]],
    [['branch3x3_1', 384, 1], besides('branch3x3_2')],
    [['branch3x3dbl_1', 448, 1], ['branch3x3dbl_2', 384, 3], besides('branch3x3dbl_3')],
    [['branch_pool', 192, 1]],
  ],
};

function besides(name: string): Step[] {
  return [
    [`${name}a`, 384, [1, 3]],
    [`${name}b`, 384, [3, 1]],
  ];
}

const design: [name: string, branches: Branch[]][] = [
  ['mixed_5b', modules.a(32)],
  ['mixed_5c', modules.a(64)],
  ['mixed_5d', modules.a(64)],
  ['mixed_6a', modules.b()],
  ['mixed_6b', modules.c(128)],
  ['mixed_6c', modules.c(160)],
  ['mixed_6d', modules.c(160)],
  ['mixed_6e', modules.c(192)],
  ['mixed_7a', modules.d()],
  ['mixed_7b', modules.e()],
  ['mixed_7c', modules.e()],
];

const norm = { epsilon: 1e-3, momentum: 0.9 };

/**
 * Inception v3: eleven modules of convolutions of several sizes side by side, large ones made of small ones. 23,834,568 parameters
 * and 5.7 thousand million multiply-adds for 299 × 299 × 3 and 1000 classes. That is without the auxiliary classifier, which
 * serves training only; with its 3,326,696 torchvision counts 27,161,264.
 *
 * C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, "Rethinking the Inception architecture for computer vision", 2016.
 *
 * Layers: `conv_1a_conv`, `conv_1a_norm`, `conv_1a_relu` [149, 149, 32] … `pool2` [35, 35, 192] → `mixed_5b` [35, 35, 256] …
 * `mixed_6e` [17, 17, 768] … `mixed_7c` [8, 8, 2048] → `avg_pool` [2048] → `dropout` → `logits` → `predictions`; inside of a module
 * `mixed_5b_branch5x5_1_conv` and so on.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(inceptionV3({ initialization: 'zeros' })) // 23834568
 */
export function inceptionV3(options: NetworkOptions = {}): tf.LayersModel {
  const chosen = chooseNetwork('inceptionV3', options, 75, 299);
  const layers = networkLayers(chosen);
  const { normalized, maxPool } = layers;
  let x = normalized(layers.input, 'conv_1a', 32, 3, { strides: 2, padding: 'valid', ...norm });
  x = normalized(x, 'conv_2a', 32, 3, { padding: 'valid', ...norm });
  x = normalized(x, 'conv_2b', 64, 3, norm);
  x = maxPool(x, 'pool1', 3);
  x = normalized(x, 'conv_3b', 80, 1, norm);
  x = normalized(x, 'conv_4a', 192, 3, { padding: 'valid', ...norm });
  x = maxPool(x, 'pool2', 3);
  for (const [name, branches] of design) x = inceptionModule(layers, x, name, branches);
  x = layers.dropout(layers.averagePool(x, 'avg_pool'), 'dropout', 0.5);
  return layers.model('inception_v3', layers.dense(x, 'logits', chosen.classes));
}

function inceptionModule(layers: NetworkLayers, x: Flow, name: string, branches: Branch[]): Flow {
  const convolve = (flow: Flow, [end, maps, kernelSize, strides = 1]: Step) => {
    const padding = strides === 1 ? 'same' : 'valid';
    return layers.normalized(flow, `${name}_${end}`, maps, kernelSize, { strides, padding, ...norm });
  };
  const outputs = branches.flatMap((branch, i) => {
    const isPooling = i === branches.length - 1;
    let flows = [isPooling ? pool(layers, x, `${name}_pool`, branch.length === 0) : x];
    for (const step of branch) {
      flows = isSideBySide(step) ? step.map((one) => convolve(flows[0], one)) : [convolve(flows[0], step)];
    }
    return flows;
  });
  return layers.concatenate(name, outputs);
}

function isSideBySide(step: Step | Step[]): step is Step[] {
  return Array.isArray(step[0]);
}

/** The maximum with stride 2, or the mean with stride 1 in which the zeros at the border count. */
function pool({ maxPool, layer }: NetworkLayers, x: Flow, name: string, halves: boolean): Flow {
  if (halves) return maxPool(x, name, 3);
  const padded = layer(x, tf.layers.zeroPadding2d({ name: `${name}_pad`, padding: 1 }));
  return layer(padded, tf.layers.averagePooling2d({ name, poolSize: 3, strides: 1, padding: 'valid' }));
}
