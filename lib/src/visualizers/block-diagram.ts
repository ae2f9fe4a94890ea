import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { type BlockChoice, blockGraph } from './block-graph';
import { type BlockBox, placeBlock, sizes } from './block-places';
import { boxInWords } from './block-words';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { graphArrows } from './graph-arrows';
import { shortened } from './grid';
import { type Kind, kindColours, kindNames, kindOf } from './layer-blocks';
import type { ModelLike } from './layer-summary';
import { grouped, inWords } from './layer-words';
import { canvas } from './pixel-canvas';

export const defaults = {
  ...sizes,
  /** most boxes: a whole network is what `architecture` draws */
  boxes: 60,
  legendHeight: 30,
};

export interface BlockDiagramOptions extends BlockChoice {
  title?: string;
  /** draws the layers whose names begin with this and `_`, such as `stage2_block1` */
  block?: string;
  /** else: a layer that the part begins with; what branches off beside it is drawn too; default: the input of the model */
  from?: string;
  /** the last layer that is drawn; default: the last of the model */
  to?: string;
}

/**
 * A part of a network from the top down, with its branches side by side: residual, bottleneck, inception and inverted residual blocks, and
 * whatever else a model has. A box is a layer, with the batch normalization and the activation after it, and says the size of the kernel, the
 * stride if it is not 1, the number of filters, and the shape `height×width×channels` that comes out. Where flows become one, `add +`
 * sums them, and `concatenate` puts their channels one after the other.
 *
 * @param model a TensorFlow.js model whose layers know what is before them
 * @throws UserError for layers that are not there, with no way between them, or too many for one picture
 * @example await show(blockDiagram(resnet(50), { block: 'stage2_block1' }));
 * @example await show(blockDiagram(inceptionV3(), { from: 'mixed_5b_branch1x1_conv', to: 'mixed_5b' }));
 */
export function blockDiagram(model: ModelLike, options: BlockDiagramOptions = {}): Figure {
  checkOptions(options, ['title', 'block', 'from', 'to'], 'blockDiagram');
  const { block, from, to } = options;
  if (block !== undefined && (from !== undefined || to !== undefined))
    throw new UserError('blockDiagram takes a block, or from and to, not both.');
  const graph = blockGraph(model, { block, from, to });
  if (graph.nodes.length > defaults.boxes) {
    throw new UserError(
      `blockDiagram: ${graph.nodes.length} boxes are too many for one picture: choose a part with block, or with from and to.`,
    );
  }
  const placed = placeBlock(graph);
  if (!placed) throw new UserError('blockDiagram: the layers go in a circle.');
  const { boxes, lines, width, height } = placed;
  const part = block ?? ([from, to].some((one) => one !== undefined) ? `${from ?? 'input'} to ${to ?? 'the end'}` : '');
  const parameters = graph.nodes
    .filter(({ isInput }) => !isInput)
    .reduce((sum, { layers }) => sum + layers.reduce((all, layer) => all + layer.parameters, 0), 0);
  const name = options.title ?? [model.name, part].filter(Boolean).join(': ');
  const title = `${name}, ${grouped(parameters)} parameters`;
  const kinds = [...new Set(boxes.map(kindOfBox))];
  const sources = (id: string) => graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const told = graph.nodes.map((node) => boxInWords(node, sources(node.id)));
  return {
    data: [
      ...kinds.map((kind) => boxTrace(boxes, kind)),
      graphArrows(lines),
      textTrace(boxes),
      hoverTrace(boxes),
      legend(kinds, width, height),
    ],
    layout: canvas(title, width, height + defaults.legendHeight),
    alt: `${title}, from the top down: ${told.join('; ')}.`,
  };
}

function kindOfBox({ node }: BlockBox): Kind {
  return node.isInput ? 'input' : kindOf(node.main);
}

/** All boxes of a kind, in its colour; the ground is so thin that words in grey stay legible. */
function boxTrace(boxes: readonly BlockBox[], kind: Kind): Trace {
  const [x, y]: (number | null)[][] = [[], []];
  for (const { left, right, top, bottom } of boxes.filter((box) => kindOfBox(box) === kind)) {
    x.push(left, right, right, left, left, null);
    y.push(top, top, bottom, bottom, top, null);
  }
  return {
    type: 'scatter',
    mode: 'lines',
    name: kindNames[kind],
    x: x.slice(0, -1),
    y: y.slice(0, -1),
    fill: 'toself',
    fillcolor: `${kindColours[kind]}1F`,
    line: { color: kindColours[kind], width: 2 },
    hoverinfo: 'skip',
  };
}

function textTrace(boxes: readonly BlockBox[]): Trace {
  const fitted = (line: string, width: number) => {
    const plain = shortened(line.replace(/<[^>]+>/g, ''), width);
    return line.startsWith('<b>') ? `<b>${plain}</b>` : plain;
  };
  return {
    type: 'scatter',
    mode: 'text',
    x: boxes.map(({ left, right }) => (left + right) / 2),
    y: boxes.map(({ top, bottom }) => (top + bottom) / 2),
    text: boxes.map(({ lines, left, right }) => lines.map((line) => fitted(line, right - left)).join('<br>')),
    textfont: { size: 11, color: colours.ink },
    hoverinfo: 'skip',
  };
}

function hoverTrace(boxes: readonly BlockBox[]): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: boxes.map(({ left, right }) => (left + right) / 2),
    y: boxes.map(({ top, bottom }) => (top + bottom) / 2),
    marker: { symbol: 'square', size: boxes.map(({ top, bottom }) => bottom - top), opacity: 0 },
    hovertext: boxes.map(({ node }) => node.layers.map(inWords).join('<br>')),
    hoverinfo: 'text',
  };
}

function legend(kinds: readonly Kind[], width: number, height: number): Trace {
  const names = kinds.map((kind) => ` ${kindNames[kind]}`);
  const widths = names.map((name) => name.length * 6 + 32);
  const start = (width - widths.reduce((sum, one) => sum + one, 0)) / 2;
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: kinds.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one, start + 8)),
    y: kinds.map(() => height + defaults.legendHeight / 2),
    text: names,
    textposition: 'middle right',
    textfont: { size: 11, color: colours.ink },
    marker: { symbol: 'square', size: 10, color: kinds.map((kind) => kindColours[kind]) },
    hoverinfo: 'skip',
  };
}
