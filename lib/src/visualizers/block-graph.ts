import { UserError } from '../project';
import { type LayerLike, type LayerSummary, layerSummary, type ModelLike } from './layer-summary';
import type { Edge } from './layered-layout';

/** The part of TensorFlow.js's layers that says where their inputs come from. */
export interface ConnectedLayer extends LayerLike {
  inboundNodes: { inboundLayers: LayerLike[] }[];
}

/** A layer with what belongs to it: the padding before a convolution, batch normalization and activation after it. */
export interface BlockNode {
  /** the name of the layer that the box is about */
  id: string;
  /** in the order of computation; the shape that comes out is that of the last one */
  layers: LayerSummary[];
  /** the layer of `layers` that the box is about */
  main: LayerSummary;
  /** true for what comes from outside of the block */
  isInput: boolean;
}

export interface BlockGraph {
  nodes: BlockNode[];
  edges: Edge[];
}

/** Which layers are drawn. */
export interface BlockChoice {
  block?: string;
  from?: string;
  to?: string;
}

/** Types that are written into the box of the layer before them. */
const followers = /^(BatchNormalization|LayerNormalization|ReLU|LeakyReLU|PReLU|ELU|Activation|Softmax|.*Dropout.*)$/;

/**
 * Some layers of a model and the ways between them.
 * @throws UserError for a layer that is not there, or layers with no way between them
 */
export function blockGraph(model: ModelLike, choice: BlockChoice): BlockGraph {
  const layers = (model?.layers ?? []) as ConnectedLayer[];
  if (!layers.length || !layers.every((layer) => Array.isArray(layer.inboundNodes)))
    throw new UserError('blockDiagram needs a model of TensorFlow.js with at least one layer.');
  const chosen = choice.block === undefined ? between(layers, choice) : named(layers, choice.block, model.name);
  const ways = [...chosen].flatMap((layer) => sourcesOf(layer).map((source) => ({ source, layer })));
  const outside = ways.map(({ source }) => source).filter((source) => !chosen.has(source));
  const nodes = new Map<LayerLike, BlockNode>([
    ...outside.map((layer): [LayerLike, BlockNode] => [layer, node(layer, true)]),
    ...[...chosen].map((layer): [LayerLike, BlockNode] => [layer, node(layer, layer.getClassName() === 'InputLayer')]),
  ]);
  const users = (layer: LayerLike) => ways.filter(({ source }) => source === layer);
  for (const layer of chosen) {
    const [source, second] = sourcesOf(layer);
    if (!source || second || users(source).length > 1) continue;
    const before = nodes.get(source) as BlockNode;
    if (before.isInput) continue;
    const own = nodes.get(layer) as BlockNode;
    const isPadding = before.main.type === 'ZeroPadding2D';
    if (!isPadding && !followers.test(own.main.type)) continue;
    // One box from now on, named after the layer that works.
    before.layers.push(...own.layers);
    if (isPadding) Object.assign(before, { id: own.id, main: own.main });
    nodes.set(layer, before);
  }
  const edges = ways
    .filter(({ source, layer }) => nodes.get(source) !== nodes.get(layer))
    .map(({ source, layer }) => ({
      from: (nodes.get(source) as BlockNode).id,
      to: (nodes.get(layer) as BlockNode).id,
    }));
  return { nodes: [...new Set(nodes.values())], edges };
}

function node(layer: LayerLike, isInput: boolean): BlockNode {
  const main = layerSummary(layer);
  return { id: layer.name, layers: [main], main, isInput };
}

function sourcesOf(layer: LayerLike): LayerLike[] {
  return (layer as ConnectedLayer).inboundNodes[0]?.inboundLayers ?? [];
}

/** The layers whose names begin with that of the block. */
function named(layers: ConnectedLayer[], block: string, model: string): Set<LayerLike> {
  const found = layers.filter(({ name }) => name === block || name.startsWith(`${block}_`));
  if (found.length) return new Set(found);
  const blocks = [...new Set(layers.map(({ name }) => name.replace(/_[^_]*$/, '')))];
  throw new UserError(
    `blockDiagram: ${model} has no layers whose names begin with ${block}_; there are ${blocks.slice(0, 12).join(', ')}, …`,
  );
}

/** The layers on all ways to the last one from what the first one is given, so that branches beside the first one are among them. */
function between(layers: ConnectedLayer[], { from, to }: BlockChoice): Set<LayerLike> {
  const layerOf = (name: string) => {
    const found = layers.find((layer) => layer.name === name);
    if (found) return found;
    const names = layers.slice(0, 12).map((layer) => layer.name);
    throw new UserError(`blockDiagram: there is no layer "${name}"; the first ones are ${names.join(', ')}.`);
  };
  const last = to === undefined ? layers[layers.length - 1] : layerOf(to);
  const before = new Set<LayerLike>([last]);
  for (const layer of before) for (const source of sourcesOf(layer)) before.add(source);
  if (from === undefined) return new Set(layers.filter((layer) => before.has(layer)));
  const first = layerOf(from);
  if (!before.has(first)) throw new UserError(`blockDiagram: there is no way from ${first.name} to ${last.name}.`);
  const given = new Set(sourcesOf(first));
  const after = new Set([...given, first]);
  // Layers stand in the order of computation, so that one round is enough.
  for (const layer of layers) if (sourcesOf(layer).some((source) => after.has(source))) after.add(layer);
  return new Set(layers.filter((layer) => before.has(layer) && after.has(layer) && !given.has(layer)));
}
