import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { graphArrows } from './graph-arrows';
import { type Box, placeGraph, sizes } from './graph-boxes';
import { checkedGraph, type GraphData, type GraphNode, isGiven, nodeInWords } from './graph-data';
import { shortened } from './grid';
import { layeredLayout } from './layered-layout';
import { short } from './number-text';
import { canvas } from './pixel-canvas';

export const defaults = {
  ...sizes,
  digits: 3,
  legendHeight: 46,
};

export interface ComputationGraphOptions {
  title?: string;
  /** what the gradients are derivatives of, in the legend; default: the label of the last node */
  output?: string;
}

/**
 * An expression as a graph, from the inputs on the left to the result on the right, or from the top down if it has more than
 * seven steps. Each box holds a number's name, its value (▸, worked
 * out from the inputs on) and its gradient (◂, worked out from the result back by the chain rule); the circle before a box is
 * the operation that gave the value.
 *
 *     ∂L/∂a = Σ over all b that use a of ∂L/∂b · ∂b/∂a
 *
 * @param graph nodes with values and gradients, edges from operand to result, as `buildGraph` gives them
 * @throws UserError for edges to nodes that are not there, and for circles
 * @example await show(computationGraph(buildGraph({ w: 3, x: 2, b: 1 }, ({ w, x, b }) => w.times(x).plus(b).tanh())))
 */
export function computationGraph(graph: GraphData, options: ComputationGraphOptions = {}): Figure {
  checkOptions(options, ['title', 'output'], 'computationGraph');
  const { nodes, edges } = checkedGraph(graph);
  const layout = layeredLayout(
    nodes.map(({ id }) => id),
    edges,
  );
  if (!layout)
    throw new UserError('computationGraph: the edges go in a circle, so no order of computation is possible.');
  const { boxes, lines, isDown, width, height, boxWidth } = placeGraph(nodes, edges, layout);
  const signs = isDown ? directions.down : directions.right;
  const output = options.output ?? nodes[nodes.length - 1].label;
  const title = options.title ?? 'Computation graph';
  const figure = canvas(title, width, height + defaults.legendHeight);
  figure.annotations = legend(output, nodes, width, height, signs);
  return {
    data: [
      graphArrows(lines),
      outlines(boxes, true),
      outlines(boxes, false),
      circles(boxes),
      ...texts(boxes, boxWidth, signs),
      hover(boxes, output),
    ],
    layout: figure,
    alt: `${title}, ${nodes.length} numbers. ${nodes.map((node) => nodeInWords(node, graph, output)).join('; ')}.`,
  };
}

/** The signs of values and gradients, and which way each goes. */
const directions = {
  right: { value: '▸', gradient: '◂', forward: 'from left to right', backward: 'from right to left' },
  down: { value: '▾', gradient: '▴', forward: 'from top to bottom', backward: 'from bottom to top' },
};
type Signs = (typeof directions)['right'];

function outlines(boxes: Box[], given: boolean): Trace {
  const [x, y]: (number | null)[][] = [[], []];
  const half = defaults.box.height / 2;
  for (const box of boxes.filter(({ node }) => isGiven(node) === given)) {
    x.push(box.left, box.right, box.right, box.left, box.left, null);
    y.push(box.y - half, box.y - half, box.y + half, box.y + half, box.y - half, null);
  }
  const line = { color: given ? colours.kernel : colours.ink, width: given ? 2.5 : 1.5 };
  return { type: 'scatter', mode: 'lines', name: given ? 'given' : 'worked out', x, y, line, hoverinfo: 'skip' };
}

/** The operations, each at the left edge of what it gives. */
function circles(boxes: Box[]): Trace {
  const results = boxes.filter(({ node }) => !isGiven(node));
  const words = results.map(({ node }) => String(node.operation));
  return {
    type: 'scatter',
    mode: 'markers+text',
    name: 'operation',
    x: results.map(({ left }) => left),
    y: results.map(({ y }) => y),
    text: words,
    // Black on light yellow: legible on any ground.
    textfont: { size: words.map((word) => (word.length > 2 ? 10 : 14)), color: '#000000' },
    marker: { size: 2 * defaults.box.circle, color: '#FBF3B0', line: { color: colours.ink, width: 1.5 } },
    hoverinfo: 'skip',
  };
}

function texts(boxes: Box[], width: number, signs: Signs): Trace[] {
  const line = (offset: number, size: number, colour: string, write: (node: GraphNode) => string): Trace => ({
    type: 'scatter',
    mode: 'text',
    // A circle covers the left end of a box.
    x: boxes.map(({ node, left, right }) => (left + right + (isGiven(node) ? 0 : defaults.box.circle)) / 2),
    y: boxes.map(({ y }) => y + offset),
    text: boxes.map(({ node }) => write(node)),
    textfont: { size, color: colour },
    hoverinfo: 'skip',
  });
  const number = (value: number | null | undefined) => (typeof value === 'number' ? short(value, defaults.digits) : '');
  return [
    line(-16, 12, colours.ink, ({ label }) => `<b>${shortened(label, width - defaults.box.circle)}</b>`),
    line(1, 12, colours.input, ({ value }) => `<b>${signs.value} ${number(value)}</b>`),
    line(17, 12, colours.output, ({ gradient }) =>
      number(gradient) ? `<b>${signs.gradient} ${number(gradient)}</b>` : '',
    ),
  ];
}

function legend(
  output: string,
  nodes: readonly GraphNode[],
  width: number,
  top: number,
  signs: Signs,
): Record<string, unknown>[] {
  const line = (text: string, offset: number, color: string) => ({
    ...{ text, x: width / 2, y: top + offset, xref: 'x', yref: 'y', showarrow: false, font: { size: 12, color } },
  });
  const value = line(`${signs.value} value, worked out ${signs.forward}`, 18, colours.input);
  if (nodes.every(({ gradient }) => typeof gradient !== 'number')) return [value];
  const gradient = `${signs.gradient} gradient ∂${output}/∂·, worked out ${signs.backward}`;
  return [value, line(gradient, 36, colours.output)];
}

function hover(boxes: Box[], output: string): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: boxes.map(({ left, right }) => (left + right) / 2),
    y: boxes.map(({ y }) => y),
    marker: { symbol: 'square', size: defaults.box.height, opacity: 0 },
    hovertext: boxes.map(({ node }) => {
      const gradient =
        typeof node.gradient === 'number' ? `<br>∂${output}/∂${node.label} = ${short(node.gradient, 7)}` : '';
      return `${node.label} = ${short(node.value, 7)}${gradient}`;
    }),
    hoverinfo: 'text',
  };
}
