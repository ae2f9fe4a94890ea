/** Reads the layers of a model that comes from an answer, before anything is built from them. */

import { say } from '../languages/say';
import { UserError } from '../project';

/** The layers that an answer may use, and the weights that each of them makes. */
const layers: Record<string, string[]> = {
  InputLayer: [],
  Dense: ['kernel', 'bias'],
  Conv1D: ['kernel', 'bias'],
  Conv2D: ['kernel', 'bias'],
  Conv2DTranspose: ['kernel', 'bias'],
  DepthwiseConv2D: ['depthwise', 'bias'],
  SeparableConv2D: ['depthwise', 'pointwise', 'bias'],
  BatchNormalization: ['beta', 'gamma', 'moving_mean', 'moving_variance'],
  LayerNormalization: ['beta', 'gamma'],
  ...Object.fromEntries(
    [
      ...['Activation', 'ReLU', 'LeakyReLU', 'ELU', 'ThresholdedReLU', 'Softmax', 'Dropout', 'SpatialDropout1D'],
      ...['GaussianNoise', 'GaussianDropout', 'AlphaDropout', 'Flatten', 'Reshape', 'Permute', 'ZeroPadding2D'],
      ...['MaxPooling1D', 'MaxPooling2D', 'AveragePooling1D', 'AveragePooling2D', 'GlobalMaxPooling1D'],
      ...['GlobalMaxPooling2D', 'GlobalAveragePooling1D', 'GlobalAveragePooling2D', 'UpSampling2D', 'Cropping2D'],
      ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum', 'Concatenate', 'Rescaling'],
    ].map((name) => [name, []]),
  ),
};
const containers = ['Sequential', 'Model', 'Functional'];

/** More layers than any model of the course has. */
const mostLayers = 400;
/** Models inside of models: a base with a head on it is one. */
const mostNesting = 4;

/** Stands for all initializers in a checked topology; whoever builds from it registers a class of this name. */
export const initializerName = 'ConvolabZerosWithinLimits';

/** A layer or a model as Keras writes it. */
export interface LayerNode {
  class_name: string;
  config: Record<string, unknown>;
  /** in a model that is no plain sequence */
  name?: string;
  inbound_nodes?: unknown[];
}

const unreadable = (): UserError => new UserError(say('The model cannot be read: its topology is no list of layers.'));

/**
 * The same topology with every initializer replaced and all unknown entries left out, so that building it runs no code and
 * draws no random numbers.
 * @throws UserError for layers that are unknown, too many of them, and connections that are no chain of layers
 */
export function checkedTopology(topology: unknown): LayerNode {
  const root = new Reader().read(topology, 0);
  if (!containers.includes(root.class_name))
    throw new UserError(say('The model cannot be read: it is a single layer.'));
  return root;
}

class Reader {
  private count = 0;

  read(value: unknown, depth: number): LayerNode {
    const { class_name: type, config } = record(value);
    if (typeof type !== 'string') throw unreadable();
    if (++this.count > mostLayers)
      throw new UserError(say('The model has more than {most} layers.', { most: mostLayers }));
    if (containers.includes(type)) return { class_name: type, config: this.container(type, record(config), depth) };
    if (!Object.hasOwn(layers, type)) {
      throw new UserError(
        say(
          'The model has a layer of the kind {type}, which cannot be checked: use the layers that `tf.layers` has for images: conv2d, maxPooling2d, flatten, dense, …',
          { type: type.slice(0, 40) },
        ),
      );
    }
    return { class_name: type, config: layerConfig(record(config), layers[type]) };
  }

  private container(type: string, config: Record<string, unknown>, depth: number): Record<string, unknown> {
    if (depth >= mostNesting)
      throw new UserError(say('The model has models inside of models, more than {most} deep.', { most: mostNesting }));
    if (!Array.isArray(config.layers) || config.layers.length === 0) throw unreadable();
    const name = layerName(config.name);
    const inner = config.layers.map((layer) => ({ from: record(layer), node: this.read(layer, depth + 1) }));
    if (type === 'Sequential') return { name, layers: inner.map(({ node }) => node) };
    const before = new Map<string, number>();
    const connected = inner.map(({ from, node }): LayerNode => {
      const own = layerName(from.name);
      if (node.config.name !== own || before.has(own))
        throw new UserError(say('The model has two layers named {name}.', { name: own }));
      const inbound_nodes = connections(own, from.inbound_nodes, before);
      before.set(own, firstUse(node));
      return { ...node, name: own, inbound_nodes };
    });
    const ends = (list: unknown): unknown[] => endpoints(list, before);
    return {
      name,
      layers: connected,
      input_layers: ends(config.input_layers),
      output_layers: ends(config.output_layers),
    };
  }
}

function record(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw unreadable();
  return value as Record<string, unknown>;
}

/** Names become keys of plain objects where the model is built, so those that every object has are none. */
function layerName(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w./-]{1,100}$/.test(value) || value in {}) {
    const name = JSON.stringify(String(value).slice(0, 40));
    throw new UserError(
      say('The model has a layer with the name {name}: name layers with letters, digits, _ and - only.', { name }),
    );
  }
  return value;
}

/** The settings of a layer without its first weights, which replace none of those that come along. */
function layerConfig(config: Record<string, unknown>, weights: string[]): Record<string, unknown> {
  const zeros = { class_name: initializerName, config: {} };
  const name = layerName(config.name);
  const kept = Object.entries(config).filter(([key]) => isSetting(key));
  const wrong = kept.find(([key, value]) => key !== 'seed' && !isModest(value, 0));
  if (wrong)
    throw new UserError(
      say('The layer {name} has a setting `{setting}` that cannot be checked.', { name, setting: wrong[0] }),
    );
  const initializers = weights.map((weight) => [`${weight}_initializer`, zeros]);
  return { ...Object.fromEntries(kept), name, ...Object.fromEntries(initializers), dtype: 'float32' };
}

/** Numbers and lists of a size that layers of this course have: some layers loop up to a number that they are given. */
function isModest(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Math.abs(value) <= 1e6;
  if (typeof value === 'string') return value.length <= 100;
  if (value === null || typeof value !== 'object') return true;
  const inner = Object.values(value);
  return depth < 4 && inner.length <= 32 && inner.every((one) => isModest(one, depth + 1));
}

/**
 * Written as Keras does, so that no second spelling of an entry brings back what was replaced. Constraints would change the
 * weights that are put in.
 */
function isSetting(key: string): boolean {
  return /^[a-z0-9]+(_[a-z0-9]+)*$/.test(key) && !/(initializer|constraint|^weights)$/.test(key) && !(key in {});
}

/**
 * Where a layer takes its inputs from: once, and from layers before it. TensorFlow.js would wait for ever for a layer that is
 * fed by itself.
 */
function connections(name: string, nodes: unknown, before: ReadonlyMap<string, number>): unknown[] {
  if (!Array.isArray(nodes) || nodes.length > 1) {
    throw new UserError(
      say('The layer {name} is used more than once, which cannot be checked: make a layer for each use.', { name }),
    );
  }
  return nodes.map((node) => {
    if (!Array.isArray(node) || node.length === 0) throw unreadable();
    return endpoints(node, before);
  });
}

/** The number of the one use of a layer: a model inside of a model has been used once when it was made. */
function firstUse({ class_name }: LayerNode): number {
  return containers.includes(class_name) ? 1 : 0;
}

/**
 * Outputs of layers: `[name, use, 0]` each.
 * @param known the layers that there are, and the number of the use that counts
 */
function endpoints(list: unknown, known: ReadonlyMap<string, number>): unknown[] {
  if (!Array.isArray(list)) throw unreadable();
  return list.map((end: unknown) => {
    const [name, node, tensor] = Array.isArray(end) ? (end as unknown[]) : [];
    if (typeof name !== 'string' || !known.has(name) || node !== known.get(name) || tensor !== 0) {
      throw new UserError(
        say('The model cannot be read: a layer takes its input from one that does not come before it.'),
      );
    }
    return [name, node, 0];
  });
}
